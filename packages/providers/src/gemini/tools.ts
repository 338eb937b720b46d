import type { ChatRequest, ResponseFormat, Tool } from '@tollgate/core/chat/request';
import { canBeToolInput, jsonAnswerTool } from '../anthropic/json-answer-tool.ts';
import type { Writing } from './parts.ts';
import { writeSchema } from './schema.ts';

type Fields = Record<string, unknown>;

/** How an answer in JSON is asked for: by the API's own field, as a call of a tool beside the others, or in words. */
export type WrittenTools = { tools: Fields[]; toolConfig: Fields | null; schemaBy: 'field' | 'tool' | 'words' | null };

/** Tools, their choice, and how an answer in JSON is brought about beside them. */
export function writeTools(request: ChatRequest, writing: Writing): WrittenTools {
  const { traits, warnings } = writing;
  const functions: Fields[] = [];
  const builtIn: Fields[] = [];
  for (const tool of request.tools ?? []) {
    if (tool.raw === undefined) functions.push(writeFunction(tool, writing));
    else addBuiltIn(tool.raw, builtIn, warnings);
  }
  if (builtIn.length > 0 && functions.length > 0 && !traits.combinesTools) {
    for (const tool of request.tools ?? []) if (tool.raw !== undefined) warnings.add(`tools.${typeOf(tool.raw)}`);
    builtIn.length = 0;
  }
  const mayCall = functions.length > 0 && request.toolChoice?.type !== 'none';
  const schemaBy = planAnswer(request, mayCall || builtIn.length > 0, mayCall, writing);
  // A model that cannot have functions and a schema loses those it may not call anyhow.
  if (schemaBy === 'field' && !mayCall && !traits.combinesTools) functions.length = 0;
  const calling = functions.length === 0 ? {} : writeCalling(request, traits.hasJsonSchema);
  if (schemaBy === 'tool' && request.responseFormat?.type === 'json_schema') {
    functions.push(writeAnswerTool(request.responseFormat, writing));
    calling['mode'] = 'ANY';
  }
  if (mayCall && request.parallelToolCalls === false) warnings.add('parallel_tool_calls');
  const toolConfig: Fields = {};
  if (calling['mode'] !== undefined) toolConfig['functionCallingConfig'] = calling;
  if (functions.length > 0 && builtIn.length > 0 && writing.flavour === 'gemini') toolConfig['includeServerSideToolInvocations'] = true;
  return {
    tools: functions.length === 0 ? builtIn : [{ functionDeclarations: functions }, ...builtIn],
    toolConfig: Object.keys(toolConfig).length === 0 ? null : toolConfig,
    schemaBy,
  };
}

function writeFunction(tool: Tool, { traits, warnings }: Writing): Fields {
  const written: Fields = { name: tool.name };
  if (tool.description !== undefined && tool.description !== '') written['description'] = tool.description;
  if (tool.parameters === undefined) return written;
  if (!writeSchema(written, 'parameters', tool.parameters, traits)) warnings.add('tools.function.parameters');
  if (tool.strict === true && !traits.hasJsonSchema) warnings.add('tools.function.strict');
  return written;
}

function writeAnswerTool(format: ResponseFormat & { type: 'json_schema' }, { traits, warnings }: Writing): Fields {
  const { name, description } = jsonAnswerTool(format);
  const written: Fields = { name, description };
  if (!writeSchema(written, 'parameters', format.schema, traits)) warnings.add('response_format');
  return written;
}

/** What Google runs itself, under its own names and those that the other dialects have for the same thing. */
function addBuiltIn(raw: Record<string, unknown>, builtIn: Fields[], warnings: Set<string>): void {
  const type = typeOf(raw);
  const name = /^(?:google_search|web_search)/.test(type)
    ? 'googleSearch'
    : /^(?:url_context|web_fetch)/.test(type)
      ? 'urlContext'
      : /^(?:code_execution|code_interpreter)/.test(type)
        ? 'codeExecution'
        : null;
  const hasOptions = Object.keys(raw).some((field) => field !== 'type' && field !== 'name');
  if (name === null || hasOptions) warnings.add(`tools.${type}`);
  if (name !== null) builtIn.push({ [name]: {} });
}

function typeOf(raw: Record<string, unknown>): string {
  return typeof raw['type'] === 'string' ? raw['type'] : 'type';
}

function writeCalling({ toolChoice, tools }: ChatRequest, canValidate: boolean): Fields {
  const isStrict = canValidate && tools?.some((tool) => tool.strict === true) === true;
  switch (toolChoice?.type) {
    case undefined:
      return isStrict ? { mode: 'VALIDATED' } : {};
    case 'auto':
      return { mode: isStrict ? 'VALIDATED' : 'AUTO' };
    case 'none':
      return { mode: 'NONE' };
    case 'required':
      return { mode: 'ANY' };
    case 'tool':
      return { mode: 'ANY', allowedFunctionNames: [toolChoice.name] };
  }
}

function planAnswer(request: ChatRequest, hasTools: boolean, mayCall: boolean, { traits, warnings }: Writing): WrittenTools['schemaBy'] {
  const format = request.responseFormat;
  if (format === undefined || format.type === 'text') return null;
  if (traits.hasJsonMode && (traits.combinesTools || !hasTools)) return 'field';
  if (format.type === 'json_schema' && mayCall && canBeToolInput(format.schema)) {
    // Where a call is demanded there is no answer to give a form.
    const isForced = request.toolChoice?.type === 'required' || request.toolChoice?.type === 'tool';
    return isForced ? null : 'tool';
  }
  warnings.add('response_format');
  return 'words';
}
