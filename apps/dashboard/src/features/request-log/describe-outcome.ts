import type { Outcome } from '@tollgate/core/routing/outcome';

/** How an attempt ended: a name, one sentence that says whose move it is, and how bad it is. */
export type OutcomeText = { label: string; sentence: string; tone: 'success' | 'warning' | 'danger' | 'neutral' };

const TEXTS: Record<Outcome, OutcomeText> = {
  success: { label: 'Success', sentence: 'The provider answered.', tone: 'success' },
  rate_limited: {
    label: 'Rate limited',
    sentence: 'The provider throttled this credential. Another target may do better.',
    tone: 'warning',
  },
  server_error: { label: 'Provider error', sentence: 'The provider failed or sent an answer that could not be read.', tone: 'danger' },
  timeout: { label: 'Timed out', sentence: 'The provider did not answer within the time allowed.', tone: 'danger' },
  connection: {
    label: 'Connection failed',
    sentence: 'No answer came over the network: check the base URL and the provider’s status.',
    tone: 'danger',
  },
  auth: {
    label: 'Credential refused',
    sentence: 'The provider refused the credential or its account is out of credit. Test it on the Providers page.',
    tone: 'danger',
  },
  model_unavailable: { label: 'Model unavailable', sentence: 'This provider does not serve the model under this name.', tone: 'warning' },
  content_filter: { label: 'Content refused', sentence: 'The provider’s own filter refused the content.', tone: 'warning' },
  context_length: { label: 'Prompt too long', sentence: 'The prompt does not fit this model.', tone: 'warning' },
  circuit_open: { label: 'Not tried', sentence: 'The target had failed too often just before, so it was skipped.', tone: 'neutral' },
  invalid_request: {
    label: 'Invalid request',
    sentence: 'The request itself was refused; every target would say the same.',
    tone: 'danger',
  },
  client_closed: { label: 'Caller left', sentence: 'The caller closed the connection before the answer was complete.', tone: 'neutral' },
  unknown: { label: 'Unknown', sentence: 'The proxy stopped before it saw the end of this attempt.', tone: 'neutral' },
};

export function describeOutcome(outcome: Outcome): OutcomeText {
  return TEXTS[outcome];
}
