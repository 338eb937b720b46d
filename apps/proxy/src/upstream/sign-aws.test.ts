import { describe, expect, test } from 'vitest';
import { signAws, type CallToSign } from './sign-aws.ts';

/** Key, date and scope of AWS's published examples of signature version 4. */
const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const DATE = { 'x-amz-date': '20150830T123600Z' };

function signed(call: Partial<CallToSign>, service = 'service'): Record<string, string> {
  const headers: Record<string, string> = { ...DATE, ...call.headers };
  signAws(
    { method: 'GET', origin: 'https://example.amazonaws.com', path: '/', body: '', ...call, headers },
    { service, region: 'us-east-1' },
    credentials,
  );
  return headers;
}

describe("AWS's own examples", () => {
  test.each([
    ['get-vanilla', {}, '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
    ['post-vanilla', { method: 'POST' }, '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b'],
    [
      'get-vanilla-query-order-key-case',
      { path: '/?Param2=value2&Param1=value1' },
      'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
    ],
  ])('%s', (_, call, signature) => {
    expect(signed(call)['authorization']).toBe(
      `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=${signature}`,
    );
  });

  test('ListUsers', () => {
    const headers = signed(
      {
        origin: 'https://iam.amazonaws.com',
        path: '/?Action=ListUsers&Version=2010-05-08',
        headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
      },
      'iam',
    );
    expect(headers['authorization']).toBe(
      'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, SignedHeaders=content-type;host;x-amz-date, ' +
        'Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7',
    );
  });
});

test('path, body and a port are all part of what is signed', () => {
  const call = { method: 'POST', path: '/model/a%3A0/converse', body: '{"a":"ü"}' };
  const proof = (more: Partial<CallToSign>) => signed({ ...call, ...more }, 'bedrock')['authorization'];
  const different = [
    {},
    { path: '/model/b%3A0/converse' },
    { body: '{"a":"u"}' },
    { origin: 'http://example.amazonaws.com:81' },
    { method: 'PUT' },
  ];
  expect(new Set(different.map(proof)).size).toBe(different.length);
  expect(proof({ body: Buffer.from(call.body) })).toBe(proof({}));
});

test('what is sent is what was signed: the length in bytes, the caller’s other headers untouched', () => {
  const headers = signed({ method: 'POST', body: 'ü', headers: { 'content-type': 'application/json', 'x-request-id': 'att_1' } });
  expect(headers).toMatchObject({ 'content-length': '2', 'content-type': 'application/json', 'x-request-id': 'att_1' });
  expect(Object.keys(headers).every((name) => name === name.toLowerCase())).toBe(true);
});
