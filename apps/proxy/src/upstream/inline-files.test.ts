import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ChatRequest } from '@tollgate/core/chat/request';
import { adapterFor } from '@tollgate/providers/registry';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesToInline, inlineFiles } from './inline-files.ts';
import { createUpstreamPools, type UpstreamPools } from './upstream-pools.ts';

const PNG = Buffer.from('89504e470d0a1a0a', 'hex');
let server: Server;
let pools: UpstreamPools;
let base: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = request.url ?? '';
    if (path === '/moved') return void response.writeHead(302, { location: '/cat.png?x=1' }).end();
    if (path === '/inside') return void response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end();
    if (path === '/loop') return void response.writeHead(302, { location: '/loop' }).end();
    if (path === '/page') return void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>');
    if (path.startsWith('/cat.png')) return void response.writeHead(200, { 'content-type': 'image/png; charset=binary' }).end(PNG);
    response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  pools = createUpstreamPools(true);
});
afterAll(async () => {
  await pools.close();
  server.close();
  server.closeAllConnections();
});

const withImage = (url: string): ChatRequest => ({
  dialect: 'openai-chat',
  model: 'm',
  messages: [
    {
      role: 'user',
      content: [
        { type: 'text', text: 'What is this?' },
        { type: 'image', url, detail: 'low' },
      ],
    },
  ],
  stream: false,
  includeUsage: false,
  extra: {},
});
const inline = (url: string, allowPrivateUpstreams = true) => inlineFiles({ pools, allowPrivateUpstreams }, withImage(url), [url], 5_000);

describe('a file that a request names by its address', () => {
  it('is fetched for a provider that wants bytes, for no other, and only when it is not bytes already', () => {
    const target = { model: 'm', settings: {} };
    const urls = (provider: string, url: string) => {
      const adapter = adapterFor(provider);
      if (adapter === undefined) throw new Error(provider);
      return filesToInline(adapter.chat, target, withImage(url));
    };
    expect(urls('bedrock', 'https://a.test/cat.png')).toEqual(['https://a.test/cat.png']);
    expect(urls('bedrock', 'data:image/png;base64,AA==')).toEqual([]);
    expect(urls('openai', 'https://a.test/cat.png')).toEqual([]);
  });

  it.each(['/cat.png', '/moved'])('comes as a data URL in its place (%s), and what stood beside it stays', async (path) => {
    const inlined = await inline(base + path);
    expect('messages' in inlined && inlined.messages[0]?.content).toEqual([
      { type: 'text', text: 'What is this?' },
      { type: 'image', url: `data:image/png;base64,${PNG.toString('base64')}`, detail: 'low' },
    ]);
  });

  it.each([
    ['/page', 'no image or PDF'],
    ['/gone', 'its server answered 404'],
    ['/loop', 'it redirects too often'],
    ['/inside', 'its address is not allowed'],
  ])('at %s is the caller’s fault: %s', async (path, why) => {
    expect(await inline(base + path)).toMatchObject({ outcome: 'invalid_request', message: expect.stringContaining(why) });
  });

  it.each([
    'http://127.0.0.1:9/x',
    'http://[::1]/x',
    'http://10.0.0.1/x',
    'https://localhost/x',
    'https://user:pass@a.test/x',
    'http://a.test/x',
  ])('inside the network or in the clear is not fetched for tenants: %s', async (url) => {
    expect(await inline(url, false)).toMatchObject({ outcome: 'invalid_request', message: expect.stringContaining('not allowed') });
  });

  it('among too many is not fetched', async () => {
    const urls = Array.from({ length: 21 }, (_, index) => `${base}/cat.png?${index}`);
    expect(await inlineFiles({ pools, allowPrivateUpstreams: true }, withImage(base), urls, 5_000)).toMatchObject({
      outcome: 'invalid_request',
    });
  });
});
