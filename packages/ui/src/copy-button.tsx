'use client';
import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from './button.tsx';
import type { ButtonSize, ButtonVariant } from './button-class-name.ts';

type CopyButtonProps = {
  value: string;
  label: string;
  /** Shown beside the icon; the icon stands alone without it. */ text?: string;
  variant?: ButtonVariant;
  size?: ButtonSize;
  className?: string;
};

export function CopyButton({ value, label, text, variant = 'ghost', size, className }: CopyButtonProps) {
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');
  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), 2000);
    return () => clearTimeout(timer);
  }, [state]);
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(value);
      setState('copied');
    } catch {
      setState('failed');
    }
  }
  const said =
    state === 'copied' ? 'Copied' : state === 'failed' ? 'The browser refused to copy. Select the text and copy it by hand.' : '';
  return (
    <>
      <Button
        variant={variant}
        size={size ?? (text === undefined ? 'icon' : 'medium')}
        aria-label={text === undefined ? label : undefined}
        title={said === '' ? label : said}
        onClick={copy}
        className={className ?? (text === undefined ? 'size-6' : '')}
        icon={state === 'copied' ? <Check aria-hidden className="text-success" /> : <Copy aria-hidden />}
      >
        {text === undefined ? null : state === 'copied' ? 'Copied' : text}
      </Button>
      <span role="status" className="sr-only">
        {said}
      </span>
    </>
  );
}
