import type { IncomingMessage } from 'node:http';

/** The whole body as text; a wrapper, so that no text can be taken for one of the two ends without one. */
export function readBody(request: IncomingMessage, maxBytes: number): Promise<{ text: string } | 'too_large' | 'client_closed'> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > maxBytes) {
        request.pause();
        resolve('too_large');
      } else chunks.push(chunk);
    });
    request.once('end', () => resolve({ text: Buffer.concat(chunks).toString('utf8') }));
    request.once('close', () => resolve('client_closed'));
  });
}
