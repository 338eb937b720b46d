import { isJsonObject } from '@tollgate/core/chat/openai/is-json-object';
import type { Dialect, Tool, ToolChoice } from '@tollgate/core/chat/request';
import { nameOf, type Written } from './content.ts';

export function writeTools(tools: readonly Tool[], dialect: Dialect, warnings: Set<string>): Written[] {
  const written: Written[] = [];
  for (const tool of tools) {
    if (tool.cacheControl !== undefined) warnings.add('cache_control');
    if (tool.raw === undefined) written.push(writeFunction(tool, dialect, warnings));
    else if (dialect === 'openai-responses') written.push(tool.raw);
    else if (dialect === 'openai-chat' && isJsonObject(tool.raw['custom'])) written.push(writeCustom(tool.raw['custom']));
    else warnings.add(`tools.${nameOf(tool.raw)}`);
  }
  return written;
}

function writeFunction(tool: Tool, dialect: Dialect, warnings: Set<string>): Written {
  const written: Written = { type: 'function', name: tool.name };
  if (tool.description !== undefined) written['description'] = tool.description;
  written['parameters'] = tool.parameters ?? { type: 'object', properties: {} };
  // Here a function is strict unless said otherwise; elsewhere it is the other way round.
  if (tool.strict !== undefined || dialect !== 'openai-responses') written['strict'] = tool.strict ?? false;
  if (dialect === 'openai-responses') return { ...tool.extra, ...written };
  for (const field in tool.extra) warnings.add(`tools.${field}`);
  return written;
}

/** Chat completions nest what stands flat here. */
function writeCustom({ name, description, format }: Written): Written {
  const written: Written = { type: 'custom', name };
  if (description !== undefined) written['description'] = description;
  if (isJsonObject(format)) {
    written['format'] = isJsonObject(format['grammar']) ? { type: 'grammar', ...format['grammar'] } : format;
  }
  return written;
}

export function writeToolChoice(choice: ToolChoice, tools: readonly Tool[] | undefined): unknown {
  if (choice.type !== 'tool') return choice.type;
  const chosen = tools?.find(({ name }) => name === choice.name);
  return { type: chosen?.raw?.['type'] === 'custom' ? 'custom' : 'function', name: choice.name };
}
