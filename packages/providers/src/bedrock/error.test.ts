import { expect, test } from 'vitest';
import { readError } from './error.ts';

const read = (status: number, type: string | undefined, message: string) =>
  readError(status, { 'x-amzn-errortype': type }, JSON.stringify({ message }));

test.each([
  [429, 'ThrottlingException', 'Too many requests, please wait before trying again.', 'rate_limited'],
  [429, 'ThrottlingException', 'Too many tokens, please wait before trying again.', 'rate_limited'],
  [403, 'UnrecognizedClientException:http://internal.amazon.com/x/', 'The security token included in the request is invalid.', 'auth'],
  [403, 'ExpiredTokenException', 'The security token included in the request is expired', 'auth'],
  [403, 'AccessDeniedException', "You don't have access to the model with the specified model ID.", 'model_unavailable'],
  [400, 'ValidationException', 'The provided model identifier is invalid.', 'model_unavailable'],
  [400, 'ValidationException', "Invocation of model ID x with on-demand throughput isn't supported.", 'model_unavailable'],
  [400, 'ValidationException', 'Input is too long for requested model.', 'context_length'],
  [400, 'ValidationException', 'input length and `max_tokens` exceed context limit: 199000 + 8000 > 200000', 'context_length'],
  [400, 'ValidationException', 'messages.2.content.2.document.source.type: Field required', 'invalid_request'],
  [404, 'ResourceNotFoundException', 'This model version has reached the end of its life.', 'model_unavailable'],
  [408, 'ModelTimeoutException', 'x', 'timeout'],
  [424, 'ModelErrorException', 'x', 'server_error'],
  [429, 'ModelNotReadyException', 'The model is not ready for inference', 'server_error'],
  [503, 'ServiceUnavailableException', 'x', 'server_error'],
  [500, undefined, 'x', 'server_error'],
  [400, undefined, 'x', 'invalid_request'],
])('%s %s "%s" is %s', (status, type, message, outcome) => {
  const error = read(status, type, message);
  expect(error.outcome).toBe(outcome);
  expect(error.message).toBe(message);
  if (type !== undefined) expect(error.code).toBe(type.split(':')[0]);
});
