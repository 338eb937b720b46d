import { expect, test } from 'vitest';
import { ConfigError } from './config-error.ts';
import { readConfig } from './read-config.ts';

const ENVIRONMENT = { OWNER_PASSWORD: 'correct horse battery', OPENAI_API_KEY: 'sk-1', APP_KEY: 'k'.repeat(32), EMPTY: '' };
const FILE = `organization: acme
owner: { email: Owner@Acme.test, password: env:OWNER_PASSWORD }
credentials:
  - { name: openai-main, provider: openai, api_key: env:OPENAI_API_KEY, base_url: https://api.openai.com/v1 }
projects:
  - name: web
    content: { keep: full, days: 30 }        # none | metadata | full
    routes:
      - { name: smart, fallback: [openai-main/gpt-4o, sim/echo, openai-main/ft:a/b] }
    keys:
      - { name: app, value: env:APP_KEY, budget_usd: 12.50, per: month, rpm: 600 }
`;

test('a whole file is read, with variables in the place of their names', () => {
  expect(readConfig(FILE, ENVIRONMENT).config).toEqual({
    organization: 'acme',
    owner: { email: 'owner@acme.test', password: 'correct horse battery' },
    credentials: [{ name: 'openai-main', provider: 'openai', api_key: 'sk-1', base_url: 'https://api.openai.com/v1', settings: {} }],
    projects: [
      {
        name: 'web',
        content: { keep: 'full', days: 30 },
        routes: [
          {
            name: 'smart',
            fallback: [
              { credential: 'openai-main', model: 'gpt-4o' },
              { credential: 'sim', model: 'echo' },
              { credential: 'openai-main', model: 'ft:a/b' },
            ],
          },
        ],
        keys: [{ name: 'app', value: 'k'.repeat(32), budget_usd: '12.5', per: 'month', rpm: 600 }],
      },
    ],
  });
});

test('every kind of credential is taken under the names that its provider uses', () => {
  const text = `organization: acme
owner: { email: a@acme.test, password: env:OWNER_PASSWORD }
credentials:
  - { name: az, provider: azure, api_key: k, base_url: https://a.openai.azure.com, api_version: 2024-10-21 }
  - { name: aws, provider: bedrock, region: us-east-1, access_key_id: AKIA1, secret_access_key: s, retries: 0, circuit_breaker: off }
  - { name: aws-key, provider: bedrock, region: us-east-1, api_key: bearer }
  - { name: gcp, provider: vertex, project: p, region: global, service_account: { type: service_account, private_key: "a\\nb" } }
  - { name: gcp-token, provider: vertex, project: p, region: global, access_token: ya29 }
  - { name: forced, provider: openai, api_key: k, upstream_api: responses }
`;
  const credentials = readConfig(text, ENVIRONMENT).config.credentials.map(({ name, api_key, settings }) => [name, api_key, settings]);
  expect(credentials).toEqual([
    ['az', 'k', { api_version: '2024-10-21' }],
    ['aws', 's', { region: 'us-east-1', access_key_id: 'AKIA1', retries: '0', circuit_breaker: 'off' }],
    ['aws-key', 'bearer', { region: 'us-east-1' }],
    ['gcp', '{"type":"service_account","private_key":"a\\nb"}', { project: 'p', region: 'global' }],
    ['gcp-token', 'ya29', { project: 'p', region: 'global', auth: 'access_token' }],
    ['forced', 'k', { upstream_api: 'responses' }],
  ]);
  expect(() => readConfig(text.replace('api_key: bearer', 'api_key: bearer, access_token: x'), ENVIRONMENT)).toThrow(ConfigError);
});

test('credentials, routes, keys and content may be left out', () => {
  const text = 'organization: acme\nowner: { email: a@acme.test, password: long enough }\nprojects: [{ name: web }]\n';
  expect(readConfig(text, {}).config).toMatchObject({ credentials: [], projects: [{ name: 'web', routes: [], keys: [] }] });
});

function mistake(text: string): { line: number | null; column: number | null; message: string } {
  try {
    readConfig(text, ENVIRONMENT);
  } catch (error) {
    if (error instanceof ConfigError) return { line: error.line, column: error.column, message: error.message };
    throw error;
  }
  throw new Error('The file was read without a complaint');
}

test.each([
  ['an unknown field at the top', FILE.replace('credentials:', 'credential:'), 3, 'There is no field "credential" here.'],
  ['an unknown field of a key', FILE.replace('rpm: 600', 'rpn: 600'), 11, 'There is no field "rpn" here.'],
  ['an unknown field of a credential', FILE.replace('api_key:', 'apikey:'), 4, 'There is no field "apikey" here.'],
  ['a missing variable', FILE.replace('env:APP_KEY', 'env:NO_SUCH_KEY'), 11, 'The environment variable NO_SUCH_KEY is not set.'],
  ['an empty variable', FILE.replace('env:OPENAI_API_KEY', 'env:EMPTY'), 4, 'The environment variable EMPTY is not set.'],
  ['a missing field', FILE.replace('  - name: web\n    content', '  - content'), 6, '"name" is missing'],
  ['a missing organisation', FILE.replace('organization: acme\n', ''), 1, '"organization" is missing'],
  ['a word that is none of the allowed', FILE.replace('keep: full', 'keep: everything'), 7, 'keep'],
  ['a short key', FILE.replace('env:APP_KEY', 'short'), 11, 'at least 32 characters'],
  ['a target without a model', FILE.replace('sim/echo', 'echo'), 9, '<credential>/<model>'],
  ['an amount that is none', FILE.replace('12.50', 'lots'), 11, 'amount in dollars'],
  ['a negative amount', FILE.replace('12.50', '-5'), 11, 'amount in dollars'],
  ['a period without an amount', FILE.replace('budget_usd: 12.50, ', ''), 11, 'Give budget_usd with per.'],
  ['a name twice', FILE.replace('keys:\n', 'keys:\n      - { name: app }\n'), 12, '"app" stands here twice.'],
  ['a short password', FILE.replace('env:OWNER_PASSWORD', 'short'), 2, 'at least 10 characters'],
  ['an address that is none', FILE.replace('Owner@Acme.test', 'owner'), 2, 'e-mail address'],
  ['broken YAML', FILE.replace('name: smart', 'name: @smart'), 9, 'reserved'],
  ['a field twice', `${FILE}organization: again\n`, 12, 'unique'],
])('%s is named with its line', (_, text, line, message) => {
  const found = mistake(text);
  expect(found.message).toContain(message);
  expect(found.line).toBe(line);
  expect(found.message).toContain(`line ${line}, column ${found.column}`);
});

test('an empty file is refused', () => {
  expect(mistake('')).toMatchObject({ line: null, message: 'The file is empty.' });
});

test('a mistake in a value that came from a variable does not show the value', () => {
  expect(mistake(FILE.replace('per: month', 'per: env:OPENAI_API_KEY')).message).not.toContain('sk-1');
});
