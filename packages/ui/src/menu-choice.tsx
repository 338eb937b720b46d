'use client';
import { lazy } from 'react';
import { loadSurfaces } from './load-surfaces.ts';

/** A labelled group of menu entries of which exactly one is chosen. */
export const MenuChoice = lazy(async () => ({ default: (await loadSurfaces()).MenuChoiceSurface }));
