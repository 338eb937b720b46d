'use client';
import { Card } from '@tollgate/ui/card';
import { Checkbox } from '@tollgate/ui/checkbox';
import { useShortcutsEnabled } from '../shortcuts/use-shortcuts-enabled.ts';

export function KeyboardSection() {
  const { isEnabled, setEnabled } = useShortcutsEnabled();
  return (
    <Card title="Keyboard">
      <Checkbox
        label="Shortcuts of single keys"
        hint="Turn them off when you speak to your computer, or when they get in your way. Ctrl K works all the same."
        checked={isEnabled}
        onChange={(event) => setEnabled(event.target.checked)}
      />
    </Card>
  );
}
