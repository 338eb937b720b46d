import type { ChatApi, ProviderAdapter } from '../adapter.ts';
import { messagesApi } from '../anthropic/index.ts';
import { readError } from '../gemini/error.ts';
import { createGenerateContentApi } from '../gemini/index.ts';
import { BEARER } from '../openai-compatible/index.ts';
import { createVertexStreamDecoder, isClaudeAnswer, writeClaudeBody } from './claude.ts';
import { originOf } from './host.ts';
import { isClaude, modelPath } from './model-path.ts';

const generateContent = createGenerateContentApi('vertex', modelPath);

/** Google's models by generateContent, Anthropic's by their Messages API; an answer shows which of the two it is. */
const vertexApi: ChatApi = {
  ...generateContent,
  path: (target, isStream) =>
    isClaude(target.model)
      ? `${modelPath(target)}:${isStream ? 'streamRawPredict' : 'rawPredict'}`
      : generateContent.path(target, isStream),
  buildBody: (request, target) =>
    isClaude(target.model) ? writeClaudeBody(request, target.model) : generateContent.buildBody(request, target),
  takesFileAt: (_url, { model }) => !isClaude(model),
  readResponse: (body) => (isClaudeAnswer(body) ? messagesApi : generateContent).readResponse(body),
  createStreamDecoder: createVertexStreamDecoder,
};

export const vertexAdapter: ProviderAdapter = {
  id: 'vertex',
  name: 'Google Vertex AI',
  defaultBaseUrl: ({ region }) => originOf(region),
  baseUrlForm: 'origin',
  isSecretOptional: false,
  settings: [
    { name: 'project', title: 'Project', isRequired: true, example: 'my-project' },
    { name: 'region', title: 'Region', isRequired: true, example: 'us-central1' },
    // The secret is a service account's key; with `access_token` it is a token that somebody else renews.
    { name: 'auth', title: 'Authentication', isRequired: false, example: 'access_token' },
  ],
  authentication: ({ auth }) => (auth === 'access_token' ? BEARER : { scheme: 'google' }),
  // Works in every region; a list of the project's own things would want further rights.
  probePath: () => '/v1beta1/publishers/google/models?pageSize=1',
  chat: vertexApi,
  readError,
};
