'use client';
import { CodeBlock } from '@tollgate/ui/code-block';
import { Tabs } from '@tollgate/ui/tabs';
import { useWorkspace } from '../../shell/use-workspace.ts';
import { agentPrompt } from './agent-prompt.ts';
import { maskKey } from './mask-key.ts';
import { snippetsFor } from './snippets.ts';

type SnippetTabsProps = {
  apiKey: string;
  model?: string;
  /** The key is not shown whole; what is copied holds it. */
  isMasked?: boolean;
  /** Adds what to tell a coding agent. */
  hasAgentPrompt?: boolean;
};

/** A first request with this key in the languages people use. */
export function SnippetTabs({ apiKey, model = 'sim/echo', isMasked = false, hasAgentPrompt = false }: SnippetTabsProps) {
  const { proxyUrl } = useWorkspace();
  const tabs = snippetsFor({ proxyUrl, apiKey, model }).map(({ value, label, install, code }) => ({
    value,
    label,
    content: (
      <div className="flex flex-col gap-2">
        {install !== null && <CodeBlock code={install} label={`what ${label} needs`} />}
        <CodeBlock code={code} shown={isMasked ? code.replaceAll(apiKey, maskKey(apiKey)) : code} label={`${label} snippet`} />
      </div>
    ),
  }));
  if (hasAgentPrompt) {
    const prompt = agentPrompt({ proxyUrl });
    tabs.push({
      value: 'agent',
      label: 'Coding agent',
      content: (
        <div className="flex flex-col gap-2">
          <p className="text-muted-foreground">
            Paste this into your coding agent, and put the key into its environment as <code className="font-mono">TOLLGATE_KEY</code>. The
            text itself holds no key.
          </p>
          <CodeBlock code={prompt} label="prompt for a coding agent" className="[&_code]:whitespace-pre-wrap" />
        </div>
      ),
    });
  }
  return <Tabs label="Language" tabs={tabs} />;
}
