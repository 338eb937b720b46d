'use client';
import { useCallback, useState } from 'react';

/** The landmark or dialog around an element, for what opens out of it: nothing of a page may lie outside every landmark. */
export function useLandmark(): { landmark: HTMLElement | null; findLandmark: (element: HTMLElement | null) => void } {
  const [landmark, setLandmark] = useState<HTMLElement | null>(null);
  const findLandmark = useCallback((element: HTMLElement | null) => {
    if (element !== null) setLandmark(element.closest<HTMLElement>('[role="dialog"], main, aside, header'));
  }, []);
  return { landmark, findLandmark };
}
