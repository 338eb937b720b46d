import type { Role } from '@tollgate/core/access/permission';
import type { Target } from '@tollgate/core/routing/document';

/** What the demo organisation consists of. Its people are roles and its upstreams hold no secret: only `sim/*` can be called. */
export const DEMO_ORGANIZATION = 'Acme Robotics';
export const DEMO_OWNER = 'owner@acme.example.test';

export const DEMO_MEMBERS: readonly { email: string; name: string; role: Role }[] = [
  { email: DEMO_OWNER, name: 'Organization owner', role: 'owner' },
  { email: 'platform@acme.example.test', name: 'Platform admin', role: 'admin' },
  { email: 'support@acme.example.test', name: 'Support developer', role: 'developer' },
  { email: 'search@acme.example.test', name: 'Search developer', role: 'developer' },
  { email: 'mobile@acme.example.test', name: 'Mobile developer', role: 'developer' },
  { email: 'research@acme.example.test', name: 'Research developer', role: 'developer' },
  { email: 'prompts@acme.example.test', name: 'Prompt editor', role: 'prompt_editor' },
  { email: 'finance@acme.example.test', name: 'Finance lead', role: 'finance' },
  { email: 'auditor@acme.example.test', name: 'Auditor', role: 'auditor' },
  { email: 'viewer@acme.example.test', name: 'Viewer', role: 'viewer' },
];

export const DEMO_PROJECTS = ['Customer support', 'Document search', 'Mobile app'] as const;
export type DemoProject = (typeof DEMO_PROJECTS)[number];

export const DEMO_CREDENTIALS: readonly { name: string; provider: string; baseUrl: string | null }[] = [
  { name: 'claude-main', provider: 'anthropic', baseUrl: null },
  { name: 'openai-main', provider: 'openai', baseUrl: null },
  { name: 'mistral-main', provider: 'mistral', baseUrl: null },
  { name: 'research-lab', provider: 'openai-compatible', baseUrl: 'https://models.acme.example.test/v1' },
];

/** In the published version, which the demo's key can call, simulated targets stand for the upstreams of the history. */
export const DEMO_ROUTES: readonly { project: DemoProject; name: string; versions: readonly (readonly Target[])[] }[] = [
  {
    project: 'Customer support',
    name: 'support-answers',
    versions: [
      [
        { credential: 'claude-main', model: 'claude-sonnet-4-5' },
        { credential: 'openai-main', model: 'gpt-4.1' },
      ],
      [
        { credential: 'sim', model: 'server-error' },
        { credential: 'sim', model: 'echo' },
      ],
    ],
  },
  {
    project: 'Document search',
    name: 'grounded-answers',
    versions: [
      [
        { credential: 'openai-main', model: 'gpt-4.1-mini' },
        { credential: 'claude-main', model: 'claude-haiku-4-5' },
      ],
      [
        { credential: 'sim', model: 'paced' },
        { credential: 'sim', model: 'echo' },
      ],
    ],
  },
  {
    project: 'Mobile app',
    name: 'assistant',
    versions: [
      [
        { credential: 'mistral-main', model: 'mistral-small-latest' },
        { credential: 'claude-main', model: 'claude-haiku-4-5' },
      ],
      [
        { credential: 'sim', model: 'rate-limited' },
        { credential: 'sim', model: 'echo' },
      ],
    ],
  },
];

/** One application: a key and the traffic that it makes. Token figures are the middle of what a call uses. */
export type DemoApplication = {
  project: DemoProject;
  keyName: string;
  ownerEmail: string;
  budgetUsd: string | null;
  rpm: number | null;
  /** Part of all requests; the shares add up to 1. */
  share: number;
  route: string | null;
  /** The first is called first, the others when it fails. */
  targets: readonly Target[];
  provider: Readonly<Record<string, string>>;
  inputTokens: number;
  cachedPart: number;
  outputTokens: number;
  reasoningTokens: number;
  endUsers: { prefix: string; count: number } | null;
  tags: readonly string[];
  isStream: boolean;
  /** `office` follows working hours, `evening` private life, `night` is a batch job. */
  rhythm: 'office' | 'evening' | 'night';
  userAgent: string;
};

const provider = {
  'claude-main': 'anthropic',
  'openai-main': 'openai',
  'mistral-main': 'mistral',
  'research-lab': 'openai-compatible',
  sim: 'sim',
};
const common = {
  provider,
  budgetUsd: null,
  rpm: null,
  route: null,
  cachedPart: 0,
  reasoningTokens: 0,
  endUsers: null,
  isStream: false,
} as const;

export const DEMO_APPLICATIONS: readonly DemoApplication[] = [
  {
    ...common,
    project: 'Customer support',
    keyName: 'Support chat',
    ownerEmail: 'support@acme.example.test',
    budgetUsd: '100',
    rpm: 600,
    share: 0.32,
    route: 'support-answers',
    targets: [
      { credential: 'claude-main', model: 'claude-sonnet-4-5' },
      { credential: 'openai-main', model: 'gpt-4.1' },
    ],
    inputTokens: 1800,
    cachedPart: 0.55,
    outputTokens: 340,
    endUsers: { prefix: 'customer', count: 220 },
    tags: ['chat', 'production'],
    isStream: true,
    rhythm: 'office',
    userAgent: 'OpenAI/JS 6.3.0',
  },
  {
    ...common,
    project: 'Customer support',
    keyName: 'Ticket triage',
    ownerEmail: 'support@acme.example.test',
    budgetUsd: '5',
    share: 0.2,
    targets: [{ credential: 'openai-main', model: 'gpt-4.1-mini' }],
    inputTokens: 900,
    outputTokens: 60,
    tags: ['triage', 'batch'],
    rhythm: 'office',
    userAgent: 'OpenAI/Python 2.4.0',
  },
  {
    ...common,
    project: 'Document search',
    keyName: 'Search service',
    ownerEmail: 'search@acme.example.test',
    budgetUsd: '20',
    rpm: 300,
    share: 0.19,
    route: 'grounded-answers',
    targets: [
      { credential: 'openai-main', model: 'gpt-4.1-mini' },
      { credential: 'claude-main', model: 'claude-haiku-4-5' },
    ],
    inputTokens: 5200,
    cachedPart: 0.3,
    outputTokens: 280,
    endUsers: { prefix: 'employee', count: 70 },
    tags: ['search', 'production'],
    isStream: true,
    rhythm: 'office',
    userAgent: 'OpenAI/JS 6.3.0',
  },
  {
    ...common,
    project: 'Document search',
    keyName: 'Index builder',
    ownerEmail: 'search@acme.example.test',
    share: 0.1,
    targets: [{ credential: 'openai-main', model: 'text-embedding-3-small' }],
    inputTokens: 6400,
    outputTokens: 0,
    tags: ['indexing', 'batch'],
    rhythm: 'night',
    userAgent: 'OpenAI/Python 2.4.0',
  },
  {
    ...common,
    project: 'Mobile app',
    keyName: 'App backend',
    ownerEmail: 'mobile@acme.example.test',
    budgetUsd: '2',
    share: 0.14,
    route: 'assistant',
    targets: [
      { credential: 'mistral-main', model: 'mistral-small-latest' },
      { credential: 'claude-main', model: 'claude-haiku-4-5' },
    ],
    inputTokens: 700,
    outputTokens: 210,
    endUsers: { prefix: 'device', count: 400 },
    tags: ['assistant', 'production'],
    isStream: true,
    rhythm: 'evening',
    userAgent: 'OpenAI/Go 3.1.0',
  },
  {
    ...common,
    project: 'Mobile app',
    keyName: 'Evaluation',
    ownerEmail: 'research@acme.example.test',
    share: 0.03,
    targets: [{ credential: 'openai-main', model: 'gpt-5' }],
    inputTokens: 2400,
    outputTokens: 700,
    reasoningTokens: 1500,
    tags: ['evaluation'],
    rhythm: 'night',
    userAgent: 'OpenAI/Python 2.4.0',
  },
  {
    ...common,
    project: 'Mobile app',
    keyName: 'Research model',
    ownerEmail: 'research@acme.example.test',
    share: 0.02,
    // The catalogue has no price for it: this is what "unpriced" looks like.
    targets: [{ credential: 'research-lab', model: 'acme-instruct-13b' }],
    inputTokens: 1200,
    outputTokens: 400,
    tags: ['research'],
    rhythm: 'office',
    userAgent: 'curl/8.9.1',
  },
];
