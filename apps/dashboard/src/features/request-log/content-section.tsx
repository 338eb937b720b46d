import { Button } from '@tollgate/ui/button';
import { ErrorState } from '@tollgate/ui/error-state';
import { describeError } from '../../trpc/describe-error.ts';
import { CallerText } from '../caller-text/caller-text.tsx';
import { revealControls, revealOverrides } from '../caller-text/reveal-controls.ts';
import { readAnswer, readMessages } from './read-messages.ts';
import type { RequestContent } from './request-types.ts';

type ContentSectionProps = {
  /** `undefined` while it was not asked for or has not come; `null` when none is kept. */
  content: RequestContent | null | undefined;
  error: unknown;
  isPending: boolean;
  onShow: () => void;
};

/** The kept prompt and answer. Both are written by strangers: text nodes only, and none may turn the direction of what follows. */
export function ContentSection({ content, error, isPending, onShow }: ContentSectionProps) {
  if (error !== null)
    return <ErrorState title="The content could not be loaded" {...describeError(error)} onRetry={onShow} isRetrying={isPending} />;
  if (content === undefined) {
    return (
      <Button onClick={onShow} isPending={isPending}>
        Show prompt and answer
      </Button>
    );
  }
  if (content === null) {
    return (
      <p className="text-muted-foreground">
        None is kept: the project did not keep content when this request was made, or its time is over.
      </p>
    );
  }
  const messages = readMessages(content.prompt) ?? [{ role: 'prompt', text: content.prompt }];
  return (
    <div className="flex flex-col gap-3">
      {content.isTruncated && <p className="text-warning">Only the beginning is kept, because the content was large.</p>}
      {[...messages.entries()].map(([position, message]) => (
        <Message key={position} author={message.role} text={message.text} />
      ))}
      <Message author="answer" text={readAnswer(content.answer)} />
    </div>
  );
}

function Message({ author, text }: { author: string; text: string }) {
  return (
    <div className="min-w-0 rounded-md border">
      <p className="border-b bg-surface-sunken px-3 py-1 text-xs font-medium text-muted-foreground">
        <CallerText text={author} />
      </p>
      <div
        dir="auto"
        tabIndex={0}
        role="region"
        aria-label={`Text of ${revealControls(author)}`}
        className="isolate max-h-80 overflow-auto px-3 py-2 break-words whitespace-pre-wrap [unicode-bidi:isolate]"
      >
        {text === '' ? <span className="text-muted-foreground">(no text)</span> : revealOverrides(text)}
      </div>
    </div>
  );
}
