'use client';
import { FailedPage } from '../shell/failed-page.tsx';

export default FailedPage;
