'use client';
import { useState } from 'react';

/** Whether something is or ever was open, so that what it opens is loaded then and stays for its closing animation. */
export function useOpenedOnce(isOpen: boolean): boolean {
  const [wasOpen, setWasOpen] = useState(isOpen);
  if (isOpen && !wasOpen) setWasOpen(true);
  return isOpen || wasOpen;
}
