import type { ChatRequest } from '@tollgate/core/chat/request';
import type { Refusal } from '../http/refusal.ts';
import type { ProjectRuntime } from '../snapshot/runtime.ts';

/** Where a project's guardrails look at the messages; a project has none yet to apply, so they pass as they are. */
export function guardInput(request: ChatRequest, _project: ProjectRuntime): ChatRequest | Refusal {
  return request;
}
