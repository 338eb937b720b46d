import type { ChatRequest } from '@tollgate/core/chat/request';
import type { UpstreamBody } from '../adapter.ts';
import { callerFields } from '../caller-field.ts';
import { writeExtra } from './extra.ts';
import { writeGenerationConfig } from './generation-config.ts';
import { cleanJsonSchema } from './json-schema.ts';
import { writeMessages } from './messages.ts';
import { traitsOf } from './model-traits.ts';
import type { Flavour, Writing } from './parts.ts';
import { writeTools } from './tools.ts';

type Body = Record<string, unknown>;

/** What Vertex AI takes as a label for its bills. */
const LABEL_KEY = /^[a-z][a-z0-9_-]{0,62}$/;
const LABEL_VALUE = /^[a-z0-9_-]{0,63}$/;

/** The generateContent body for a canonical request. What the API cannot honour is left out and named as the caller knows it. */
export function buildBody(
  request: ChatRequest,
  model: string,
  flavour: Flavour,
): { body: Body; headers: Record<string, string>; warnings: string[] } {
  const writing: Writing = { flavour, traits: traitsOf(model), warnings: new Set(), details: new Set() };
  const { system, turns } = writeMessages(request.messages, writing);
  const { tools, toolConfig, schemaBy } = writeTools(request, writing);
  const instruction = schemaBy === 'words' ? formatInWords(request) : null;
  if (instruction !== null) system.push({ text: instruction });
  const body: Body = { contents: turns };
  if (system.length > 0) {
    if (writing.traits.hasSystemInstruction && turns.length > 0) {
      body['systemInstruction'] = { parts: system };
    } else {
      // There is no call without a user's turn, and small models know no other role.
      if (turns[0]?.role === 'user') turns[0].parts.unshift(...system);
      else turns.unshift({ role: 'user', parts: system });
      writing.warnings.add('messages');
    }
  }
  if (tools.length > 0) body['tools'] = tools;
  if (toolConfig !== null) body['toolConfig'] = toolConfig;
  const config = writeGenerationConfig(request, writing, schemaBy);
  if (request.user !== undefined) writing.warnings.add('user');
  if (flavour === 'vertex' && request.metadata !== undefined) writeLabels(body, request.metadata);
  const headers: Record<string, string> = {};
  writeExtra(request, writing, { body, config, headers });
  if (Object.keys(config).length > 0) body['generationConfig'] = config;
  return { body, headers, warnings: callerFields(request.dialect, writing.warnings) };
}

export function writeBody(request: ChatRequest, model: string, flavour: Flavour): UpstreamBody {
  const { body, headers, warnings } = buildBody(request, model, flavour);
  const written: UpstreamBody = { body: JSON.stringify(body), warnings };
  if (Object.keys(headers).length > 0) written.headers = headers;
  return written;
}

function formatInWords({ responseFormat }: ChatRequest): string {
  if (responseFormat?.type !== 'json_schema') return 'Answer with one JSON object and nothing else.';
  return `Answer with one JSON value that conforms to this JSON Schema, and nothing else: ${JSON.stringify(cleanJsonSchema(responseFormat.schema).schema)}`;
}

/** The gateway has read the caller's metadata for itself already, so what cannot be a label is no loss. */
function writeLabels(body: Body, metadata: Record<string, string>): void {
  const labels = Object.entries(metadata).filter(([key, value]) => LABEL_KEY.test(key) && LABEL_VALUE.test(value));
  if (labels.length > 0) body['labels'] = Object.fromEntries(labels);
}
