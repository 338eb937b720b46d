import type { ChatRequest, Dialect, Tool } from '@tollgate/core/chat/request';
import { cacheMark, type Block } from './content.ts';
import { canBeToolInput, jsonAnswerTool, JSON_ANSWER_TOOL } from './json-answer-tool.ts';
import type { Turn } from './messages.ts';
import { toNativeSchema } from './native-schema.ts';

/** `hasStrict`: the model holds tools to their schema. `emulatesFormat`: a tool stands for the schema of the answer. */
export type ToolPlan = { hasStrict: boolean; emulatesFormat: boolean };
export type WrittenTools = { tools: Block[]; toolChoice: Block | null };

/** Tools and their choice, the tool that stands for a schema included. */
export function writeTools(request: ChatRequest, turns: readonly Turn[], plan: ToolPlan, warnings: Set<string>): WrittenTools {
  const tools: Block[] = [];
  for (const tool of request.tools ?? []) {
    if (tool.raw === undefined) tools.push(writeTool(tool, request.dialect, plan, warnings));
    else if (request.dialect === 'anthropic-messages') tools.push(tool.raw);
    else warnings.add(`tools.${typeof tool.raw['type'] === 'string' ? tool.raw['type'] : 'type'}`);
  }
  const called = tools.length === 0 ? toolsOfHistory(turns) : [];
  let choice = tools.length === 0 ? (called.length === 0 ? null : { type: 'none' }) : writeChoice(request);
  const format = request.responseFormat;
  if (format?.type === 'json_schema' && plan.emulatesFormat) {
    if (!canBeToolInput(format.schema)) {
      warnings.add('response_format');
    } else if (!forcesTool(request) || tools.length === 0) {
      const isOnlyTool = tools.length === 0 || request.toolChoice?.type === 'none';
      choice = isOnlyTool ? { type: 'tool', name: JSON_ANSWER_TOOL } : { type: 'any' };
      tools.push(jsonAnswerTool(format));
    }
  }
  if (choice !== null && choice['type'] !== 'none' && request.parallelToolCalls === false) choice['disable_parallel_tool_use'] = true;
  return { tools: [...tools, ...called], toolChoice: choice };
}

/** Thinking and a forced call exclude each other. */
export function isForced(choice: Block | null): boolean {
  return choice !== null && (choice['type'] === 'any' || choice['type'] === 'tool');
}

function writeTool(tool: Tool, dialect: Dialect, { hasStrict }: ToolPlan, warnings: Set<string>): Block {
  const isOwnDialect = dialect === 'anthropic-messages';
  const schema: Block = tool.parameters === undefined ? { type: 'object', properties: {} } : tool.parameters;
  const typed = schema['type'] === undefined ? { type: 'object', ...schema } : schema;
  const native = tool.strict !== true || !hasStrict ? null : isOwnDialect ? { schema: typed, isExact: true } : toNativeSchema(typed);
  const written: Block = { name: tool.name, input_schema: native?.schema ?? typed };
  if (tool.description !== undefined && tool.description !== '') written['description'] = tool.description;
  if (tool.cacheControl !== undefined) written['cache_control'] = cacheMark(tool.cacheControl);
  if (native !== null) written['strict'] = true;
  if (tool.strict === true && native?.isExact !== true) warnings.add('tools.function.strict');
  if (isOwnDialect) return { ...tool.extra, ...written };
  for (const field in tool.extra) warnings.add(`tools.${field}`);
  return written;
}

function writeChoice(request: ChatRequest): Block | null {
  switch (request.toolChoice?.type) {
    case undefined:
      return request.parallelToolCalls === false ? { type: 'auto' } : null;
    case 'auto':
      return { type: 'auto' };
    case 'none':
      return { type: 'none' };
    case 'required':
      return { type: 'any' };
    case 'tool':
      return { type: 'tool', name: request.toolChoice.name };
  }
}

function forcesTool(request: ChatRequest): boolean {
  return request.toolChoice?.type === 'required' || request.toolChoice?.type === 'tool';
}

/** The API wants every tool declared that the history calls, even when none may be called any more. */
function toolsOfHistory(turns: readonly Turn[]): Block[] {
  const names = new Set<string>();
  for (const turn of turns) {
    for (const block of turn.content) if (block['type'] === 'tool_use' && typeof block['name'] === 'string') names.add(block['name']);
  }
  return [...names].map((name) => ({ name, input_schema: { type: 'object' } }));
}
