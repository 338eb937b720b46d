'use client';
import { CodeBlock } from '@tollgate/ui/code-block';
import { Tabs } from '@tollgate/ui/tabs';
import { useWorkspace } from '../../shell/use-workspace.ts';
import { snippetsFor } from './snippets.ts';

/** A first request with this key in the languages people use. */
export function SnippetTabs({ apiKey, model = 'sim/echo' }: { apiKey: string; model?: string }) {
  const { proxyUrl } = useWorkspace();
  return (
    <Tabs
      label="Language"
      tabs={snippetsFor({ proxyUrl, apiKey, model }).map(({ value, label, code }) => ({
        value,
        label,
        content: <CodeBlock code={code} label={`${label} snippet`} />,
      }))}
    />
  );
}
