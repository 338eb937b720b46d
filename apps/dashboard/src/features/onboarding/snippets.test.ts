import { expect, test } from 'vitest';
import { snippetsFor } from './snippets.ts';

test('every snippet names the proxy, the key and the model', () => {
  for (const { code } of snippetsFor({ proxyUrl: 'http://localhost:4000', apiKey: 'tg_live_abc', model: 'sim/echo' })) {
    expect(code).toContain('http://localhost:4000/v1');
    expect(code).toContain('tg_live_abc');
    expect(code).toContain('sim/echo');
  }
});
