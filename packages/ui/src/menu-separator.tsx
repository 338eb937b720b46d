'use client';
import { lazy } from 'react';
import { loadSurfaces } from './load-surfaces.ts';

export const MenuSeparator = lazy(async () => ({ default: (await loadSurfaces()).MenuSeparatorSurface }));
