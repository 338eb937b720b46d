'use client';
import { lazy } from 'react';
import { loadSurfaces } from './load-surfaces.ts';

export const MenuItem = lazy(async () => ({ default: (await loadSurfaces()).MenuItemSurface }));
