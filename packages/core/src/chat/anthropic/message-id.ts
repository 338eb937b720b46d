import type { AnswerContext } from '../front-dialect.ts';

/** Clients take an id of another form for a mistake. */
export function messageId(providersId: string, { uniqueId }: AnswerContext): string {
  return providersId.startsWith('msg_') ? providersId : `msg_${uniqueId}`;
}
