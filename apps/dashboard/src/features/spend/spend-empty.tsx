import { CodeBlock } from '@tollgate/ui/code-block';
import { EmptyState } from '@tollgate/ui/empty-state';
import { ChartColumn } from 'lucide-react';
import Link from 'next/link';

/** Says what will appear here and the shortest way to make it appear. */
export function SpendEmpty({ proxyUrl, keysHref }: { proxyUrl: string; keysHref: string }) {
  const code = [
    `curl ${proxyUrl}/v1/chat/completions \\`,
    `  -H "Authorization: Bearer $TOLLGATE_KEY" \\`,
    `  -H 'content-type: application/json' \\`,
    `  -H 'x-tollgate-user: ada' -H 'x-tollgate-tags: first-try' \\`,
    `  -d '{"model": "sim/echo", "messages": [{"role": "user", "content": "Hello"}]}'`,
  ].join('\n');
  return (
    <EmptyState icon={<ChartColumn />} title="Nothing was spent in this range">
      <p>
        Every call through the proxy appears here within seconds, by project, user, model, key and tag. This one needs no provider: the
        simulated model answers and has a price. Put one of your{' '}
        <Link href={keysHref} className="font-medium text-accent underline underline-offset-2">
          API keys
        </Link>{' '}
        into TOLLGATE_KEY.
      </p>
      <CodeBlock code={code} label="first request" className="mt-4 text-left text-foreground [contain:inline-size]" />
    </EmptyState>
  );
}
