import type { UpstreamError } from '../adapter.ts';
import { readUpstreamError } from '../upstream-error/read-upstream-error.ts';

const WRONG_MODEL =
  /on-demand throughput|model identifier is invalid|access to the model|model access is denied|inference profile .{0,200}(?:not found|does not exist)|end of its life|is not supported in this region/i;
const TOO_LONG = /exceed(?:s|ed)? (?:the )?(?:context limit|maximum length|max(?:imum)? context)|input tokens exceeded/i;

/** The status that an exception stands for, whatever case its name is in; `null` for an unknown one. */
export function statusOfException(name: string): number | null {
  switch (name.charAt(0).toLowerCase() + name.slice(1)) {
    case 'validationException':
      return 400;
    case 'unrecognizedClientException':
    case 'invalidSignatureException':
    case 'expiredTokenException':
    case 'missingAuthenticationTokenException':
    case 'incompleteSignatureException':
    case 'accessDeniedException':
      return 403;
    case 'resourceNotFoundException':
      return 404;
    case 'modelTimeoutException':
      return 408;
    case 'throttlingException':
    case 'serviceQuotaExceededException':
    case 'tooManyRequestsException':
      return 429;
    case 'internalServerException':
    case 'modelErrorException':
    case 'modelStreamErrorException':
      return 500;
    case 'modelNotReadyException':
    case 'serviceUnavailableException':
      return 503;
    default:
      return null;
  }
}

/** The body says only a sentence; what kind of error it is stands in a header, behind a colon with an address of no use. */
export function readError(status: number, headers: Record<string, string | undefined>, body: string): UpstreamError {
  const named = headers['x-amzn-errortype']?.split(':')[0] ?? '';
  const error = readUpstreamError(statusOfException(named) ?? status, headers, body);
  if (named !== '') error.code = named.slice(0, 100);
  if (error.outcome === 'invalid_request' || error.outcome === 'auth') {
    if (WRONG_MODEL.test(error.message)) error.outcome = 'model_unavailable';
    else if (TOO_LONG.test(error.message)) error.outcome = 'context_length';
  }
  return error;
}
