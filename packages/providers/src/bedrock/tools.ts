import type { ChatRequest, Tool } from '@tollgate/core/chat/request';
import { canBeToolInput, JSON_ANSWER_TOOL } from '../anthropic/json-answer-tool.ts';
import type { Block, Writing } from './content.ts';
import { toToolName } from './names.ts';

/** `instruction`: what the API cannot be told otherwise, for the system prompt. */
export type WrittenTools = { toolConfig: Block | null; toolChoice: Block | null; instruction: string | null };

const NO_CALLS = 'Do not call any tool in this answer.';

/**
 * Tools and their choice, the tool that stands for a schema included. There is no choice of "none": tools that may not be called are
 * left out, unless the history calls them, because the API then wants them declared.
 *
 * @param called names that the history calls, as written.
 */
export function writeTools(request: ChatRequest, called: readonly string[], writing: Writing): WrittenTools {
  const isOff = request.toolChoice?.type === 'none';
  const tools = isOff && called.length === 0 ? [] : declared(request, writing);
  const hasOwn = tools.length > 0 && !isOff;
  for (const name of called) if (!tools.some((tool) => nameOf(tool) === name)) tools.push(openTool(name));
  let toolChoice = hasOwn ? writeChoice(request, tools, writing) : null;
  const format = request.responseFormat;
  if (format?.type === 'json_schema' && usesJsonAnswerTool(request, writing)) {
    tools.push(
      toolSpec(JSON_ANSWER_TOOL, {
        description: format.description ?? 'Gives the final answer to the user.',
        inputSchema: { json: format.schema },
      }),
    );
    // Other tools stay callable; the answer itself is then the one call that ends the conversation.
    toolChoice ??= hasOwn || writing.traits.forcedTools === 'any' ? { any: {} } : { tool: { name: JSON_ANSWER_TOOL } };
  }
  if (tools.length === 0) return { toolConfig: null, toolChoice: null, instruction: null };
  const mayCall = hasOwn || toolChoice !== null;
  return { toolConfig: { tools }, toolChoice, instruction: mayCall ? null : NO_CALLS };
}

/** Whether a schema is asked for as a tool's input: not where the model knows schemas, or cannot be made to call, or must call another. */
export function usesJsonAnswerTool({ responseFormat, toolChoice }: ChatRequest, { traits }: Writing): boolean {
  if (responseFormat?.type !== 'json_schema' || traits.hasSchema || traits.forcedTools === 'none') return false;
  return canBeToolInput(responseFormat.schema) && toolChoice?.type !== 'required' && toolChoice?.type !== 'tool';
}

/** A call is forced; thinking then excludes itself. */
export function isForced(toolChoice: Block | null): boolean {
  return toolChoice !== null && toolChoice['auto'] === undefined;
}

function declared(request: ChatRequest, writing: Writing): Block[] {
  const tools: Block[] = [];
  for (const tool of request.tools ?? []) {
    if (tool.raw !== undefined) {
      writing.warnings.add(`tools.${typeof tool.raw['type'] === 'string' ? tool.raw['type'] : 'type'}`);
      continue;
    }
    tools.push(writeTool(tool, writing));
    // "Not on Amazon's own models": tools have no cache there.
    if (writing.traits.family !== 'nova') writing.addCachePoint(tools, tool.cacheControl);
    else if (tool.cacheControl !== undefined) writing.warnings.add('cache_control');
  }
  return tools;
}

function writeTool(tool: Tool, { warnings }: Writing): Block {
  const schema: Block = tool.parameters ?? { type: 'object', properties: {} };
  const spec: Block = { inputSchema: { json: schema['type'] === undefined ? { type: 'object', ...schema } : schema } };
  if (tool.description !== undefined && tool.description !== '') spec['description'] = tool.description;
  if (tool.strict === true) warnings.add('tools.function.strict');
  return toolSpec(toToolName(tool.name), spec);
}

function openTool(name: string): Block {
  return toolSpec(name, { inputSchema: { json: { type: 'object' } } });
}

function toolSpec(name: string, spec: Block): Block {
  return { toolSpec: { name, ...spec } };
}

function nameOf({ toolSpec: spec }: Block): unknown {
  return spec === undefined ? undefined : (spec as Block)['name'];
}

function writeChoice({ toolChoice }: ChatRequest, tools: Block[], { traits, warnings }: Writing): Block | null {
  if (toolChoice?.type !== 'required' && toolChoice?.type !== 'tool') return null;
  if (traits.forcedTools === 'none') {
    warnings.add('tool_choice');
    return null;
  }
  if (toolChoice.type === 'required') return { any: {} };
  const name = toToolName(toolChoice.name);
  if (traits.forcedTools === 'named') return { tool: { name } };
  // Must call some tool, and there is only this one.
  const only = tools.filter((tool) => nameOf(tool) === name);
  if (only.length > 0) tools.splice(0, tools.length, ...only);
  return { any: {} };
}
