import { classNames } from '@tollgate/ui/class-names';
import { revealControls } from './reveal-controls.ts';

/** A name that a stranger chose: a text node, cut where there is no room, whole in its title, and unable to reorder what is around it. */
export function CallerText({ text, className }: { text: string; className?: string }) {
  const shown = revealControls(text);
  return (
    <bdi title={shown} className={classNames('truncate', className)}>
      {shown}
    </bdi>
  );
}
