import { describe, expect, test } from 'vitest';
import { readUpstreamError } from './read-upstream-error.ts';

const outcomeOf = (status: number, body: unknown) =>
  readUpstreamError(status, {}, typeof body === 'string' ? body : JSON.stringify(body)).outcome;
const openAi = (message: string, code: string | null = null, type = 'invalid_request_error') => ({
  error: { message, type, param: null, code },
});
const anthropic = (message: string, type: string) => ({ type: 'error', error: { type, message }, request_id: 'r' });

describe('the outcome names whose fault it is', () => {
  test.each([
    ['an empty account behind a 400', 400, anthropic('Your credit balance is too low to access the API.', 'invalid_request_error'), 'auth'],
    ['an empty quota behind a 429', 429, openAi('You exceeded your current quota.', 'insufficient_quota'), 'auth'],
    ['a balance of nothing', 402, openAi('Insufficient Balance'), 'auth'],
    ['a wrong key', 401, openAi('Incorrect API key provided', 'invalid_api_key'), 'auth'],
    ['a wrong key behind a 400', 400, openAi('API key not valid. Please pass a valid API key.'), 'auth'],
    ['a country that is not served', 403, openAi('Country not supported', 'unsupported_country_region_territory'), 'auth'],
    ['a throttle', 429, openAi('Rate limit reached for gpt-4o', 'rate_limit_exceeded', 'tokens'), 'rate_limited'],
    ['a throttle that mentions billing', 429, openAi('Rate limit reached. Need more? Visit example.test/settings/billing'), 'rate_limited'],
    [
      'a throttle that Google calls a quota',
      429,
      { error: { code: 429, message: 'You exceeded your current quota, please check your plan.', status: 'RESOURCE_EXHAUSTED' } },
      'rate_limited',
    ],
    [
      'credits that were paid in advance and are gone',
      429,
      {
        error: {
          code: 429,
          message: 'You exceeded your current quota: your prepayment credits are depleted.',
          status: 'RESOURCE_EXHAUSTED',
        },
      },
      'auth',
    ],
    ['a throttle that speaks of tokens', 429, openAi('Too many tokens, please wait before trying again.'), 'rate_limited'],
    [
      'a prompt that no waiting will make fit',
      429,
      openAi('Request too large for gpt-4 on tokens per min: Limit 1, Requested 2'),
      'context_length',
    ],
    [
      'a prompt that is too long',
      400,
      anthropic('prompt is too long: 300000 tokens > 200000 maximum', 'invalid_request_error'),
      'context_length',
    ],
    ['a prompt that is too long, by code', 400, openAi('Too long', 'context_length_exceeded'), 'context_length'],
    ['a body that is too large', 413, 'Payload too large', 'context_length'],
    ['refused content', 400, openAi('The response was filtered by the content management policy.', 'content_filter'), 'content_filter'],
    ['refused content behind a 403', 403, openAi('Input requires moderation and was flagged'), 'content_filter'],
    ['an unknown model', 404, openAi('The model does not exist', 'model_not_found'), 'model_unavailable'],
    ['an unknown model behind a 400', 400, openAi('The model `x-1` has been decommissioned', 'model_decommissioned'), 'model_unavailable'],
    ['a gone model', 410, '', 'model_unavailable'],
    ['a bad parameter', 400, openAi('temperature must be at most 2'), 'invalid_request'],
    ['a feature the model lacks', 400, openAi('Web search options not supported with this model.'), 'invalid_request'],
    ['an overload', 529, anthropic('Overloaded', 'overloaded_error'), 'server_error'],
    ['a failure', 500, '', 'server_error'],
    ['a redirect', 302, '', 'server_error'],
    ['a gateway that waited too long', 504, '<html><title>504</title></html>', 'timeout'],
  ])('%s', (_, status, body, outcome) => {
    expect(outcomeOf(status, body)).toBe(outcome);
  });
});

describe('the message is the provider’s own sentence in every known shape', () => {
  test.each([
    [openAi('Bad'), 'Bad'],
    [anthropic('Bad', 'api_error'), 'Bad'],
    [{ message: 'Bad' }, 'Bad'],
    [{ detail: 'Bad' }, 'Bad'],
    [{ detail: [{ loc: ['body', 'n'], msg: 'Bad' }] }, 'body.n: Bad'],
    [{ object: 'error', message: 'Bad', type: 't', code: 3 }, 'Bad'],
    [{ object: 'error', message: { detail: [{ loc: ['body', 'x'], msg: 'Bad' }] } }, 'body.x: Bad'],
    [[{ error: { message: 'Bad', code: 400 } }], 'Bad'],
    [{ error: 'Bad' }, 'Bad'],
    [{ error_type: 'e', id: 'i', message: 'Bad' }, 'Bad'],
    [{ error: { message: 'Provider returned error', metadata: { raw: 'Bad' } } }, 'Provider returned error: Bad'],
    ['<!DOCTYPE html>\n<html><head><title>Bad gateway</title></head><body><p>x</p></body></html>', 'Bad gateway'],
    ['Bad\n gateway', 'Bad gateway'],
    ['', 'The provider answered with status 400.'],
    ['{}', 'The provider answered with status 400.'],
    ['<html></html>', 'The provider answered with status 400.'],
  ])('%o', (body, message) => {
    expect(readUpstreamError(400, {}, typeof body === 'string' ? body : JSON.stringify(body)).message).toBe(message);
  });

  test('without keys, and bounded', () => {
    const said = readUpstreamError(
      401,
      {},
      JSON.stringify(openAi(`Incorrect API key provided: sk-proj-abcdef123456. ${'x'.repeat(2_000)}`)),
    );
    expect(said.message).not.toContain('abcdef');
    expect(said.message.length).toBeLessThanOrEqual(400);
  });

  test('with the code, or else the type', () => {
    expect(readUpstreamError(400, {}, JSON.stringify(openAi('x', 'c'))).code).toBe('c');
    expect(readUpstreamError(529, {}, JSON.stringify(anthropic('x', 'overloaded_error'))).code).toBe('overloaded_error');
    expect(readUpstreamError(500, {}, '').code).toBeNull();
  });
});

describe('how long the provider asks to be left alone', () => {
  test.each([
    [{ 'retry-after': '579' }, '', 579_000],
    [{ 'retry-after': '1', 'retry-after-ms': '250' }, '', 250],
    [{ 'retry-after': '0.5' }, '', 500],
    [{ 'retry-after': 'Fri, 20 Nov 2026 10:00:30 GMT', date: 'Fri, 20 Nov 2026 10:00:00 GMT' }, '', 30_000],
    [{ 'retry-after': 'Fri, 20 Nov 2026 10:00:30 GMT' }, '', null],
    [{}, 'Please try again in 9m38.016s.', 578_016],
    [{}, 'Please try again in 174ms. Visit', 174],
    [{}, 'Please try again in 4.77s.', 4_770],
    [{}, 'Please try again in 1h2m3s', 3_723_000],
    [{}, 'Please try again later.', null],
  ])('%o %s', (headers, message, wait) => {
    expect(readUpstreamError(429, headers, JSON.stringify({ message })).retryAfterMs).toBe(wait);
  });
});
