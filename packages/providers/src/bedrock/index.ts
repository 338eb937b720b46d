import type { ChatApi, ProviderAdapter } from '../adapter.ts';
import { BEARER } from '../openai-compatible/index.ts';
import { readError } from './error.ts';
import { buildBody } from './request.ts';
import { readConverse } from './response.ts';
import { createConverseStreamDecoder } from './stream.ts';

const converseApi: ChatApi = {
  dialect: 'bedrock-converse',
  passesThrough: false,
  // An id may be an ARN, whose slashes and colons belong to it.
  path: ({ model }, isStream) => `/model/${encodeURIComponent(model)}/${isStream ? 'converse-stream' : 'converse'}`,
  framing: 'aws-event-stream',
  takesFileAt: () => false,
  buildBody(request, { model }) {
    const { body, warnings } = buildBody(request, model);
    return { body: JSON.stringify(body), warnings };
  },
  readResponse: readConverse,
  createStreamDecoder: createConverseStreamDecoder,
};

const REGION = /^[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}$/;

/** All models of Amazon Bedrock through Converse. With an access key id the secret is that key's; without one it is a Bedrock API key. */
export const bedrockAdapter: ProviderAdapter = {
  id: 'bedrock',
  name: 'Amazon Bedrock',
  defaultBaseUrl({ region }) {
    if (region === undefined || !REGION.test(region)) return null;
    return `https://bedrock-runtime.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
  },
  baseUrlForm: 'origin',
  isSecretOptional: false,
  settings: [
    { name: 'region', title: 'Region', isRequired: true, example: 'us-east-1' },
    { name: 'access_key_id', title: 'Access key ID (none with a Bedrock API key)', isRequired: false, example: 'AKIAIOSFODNN7EXAMPLE' },
  ],
  authentication: ({ access_key_id: accessKeyId }) =>
    accessKeyId === undefined || accessKeyId === '' ? BEARER : { scheme: 'aws-sigv4', service: 'bedrock' },
  // The runtime lists nothing; what lists models is another host.
  probePath: () => null,
  chat: converseApi,
  readError,
};
