import { Button } from '@tollgate/ui/button';
import { CodeBlock } from '@tollgate/ui/code-block';
import { EmptyState } from '@tollgate/ui/empty-state';
import { List, SearchX } from 'lucide-react';
import Link from 'next/link';

type RequestEmptyProps = {
  isFiltered: boolean;
  canWiden: boolean;
  proxyUrl: string;
  keysHref: string;
  onClear: () => void;
  onWiden: () => void;
};

export function RequestEmpty({ isFiltered, canWiden, proxyUrl, keysHref, onClear, onWiden }: RequestEmptyProps) {
  if (isFiltered) {
    return (
      <EmptyState icon={<SearchX />} title="No request matches" action={<Button onClick={onClear}>Clear filters</Button>}>
        Nothing in this range has all of these properties. A request id is looked up as a whole.
      </EmptyState>
    );
  }
  const code = [
    `curl ${proxyUrl}/v1/chat/completions \\`,
    `  -H "Authorization: Bearer $TOLLGATE_KEY" \\`,
    `  -H 'content-type: application/json' \\`,
    `  -d '{"model": "sim/echo", "messages": [{"role": "user", "content": "Hello"}]}'`,
  ].join('\n');
  return (
    <EmptyState
      icon={<List />}
      title="No requests in this range"
      action={canWiden ? <Button onClick={onWiden}>Show the last 30 days</Button> : undefined}
    >
      <p>
        Requests through the proxy appear here by themselves within seconds, with their attempts, tokens and exact cost. This one needs no
        provider. Put one of your{' '}
        <Link href={keysHref} className="font-medium text-accent underline underline-offset-2">
          API keys
        </Link>{' '}
        into TOLLGATE_KEY.
      </p>
      <CodeBlock code={code} label="first request" className="mt-4 text-left text-foreground [contain:inline-size]" />
    </EmptyState>
  );
}
