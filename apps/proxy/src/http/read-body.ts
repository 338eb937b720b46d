import type { IncomingMessage } from 'node:http';
import type { Refusal } from './refusal.ts';

const BROKEN_OFF: Refusal = { status: 400, code: 'invalid_request', message: 'The body broke off before its end.' };

/** Reads a request's body whole. A body over the limit is refused by its announced length, or as soon as it has grown too long. */
export function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer | Refusal> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return Promise.resolve(tooLarge(maxBytes));
  if (request.headers['content-encoding'] !== undefined && request.headers['content-encoding'] !== 'identity') {
    return Promise.resolve({
      status: 400,
      code: 'unsupported_content_encoding',
      message: 'The body is compressed; send it without a content-encoding.',
    });
  }
  // Its client may have left while its key was looked up; such a request says nothing any more.
  if (request.destroyed && !request.readableEnded) return Promise.resolve(BROKEN_OFF);
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let length = 0;
    request.on('data', (part: Buffer) => {
      length += part.length;
      if (length > maxBytes) {
        request.removeAllListeners('data');
        request.resume();
        resolve(tooLarge(maxBytes));
        return;
      }
      parts.push(part);
    });
    request.once('end', () => resolve(parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts)));
    request.once('error', () => resolve(BROKEN_OFF));
    request.once('close', () => resolve(BROKEN_OFF));
  });
}

function tooLarge(maxBytes: number): Refusal {
  return {
    status: 413,
    code: 'request_too_large',
    message: `The body is larger than the limit of ${maxBytes.toLocaleString('en-US')} bytes. Send fewer or smaller messages, or ask the operator to raise MAX_BODY_BYTES.`,
    shouldRetry: false,
  };
}
