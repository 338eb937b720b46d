import { isMap, isNode, isScalar, LineCounter, parseDocument, visit, type Document } from 'yaml';
import type * as z from 'zod';
import { ConfigError, type ConfigPath } from './config-error.ts';
import { configSchema, type Config } from './schema.ts';

export type ConfigSource = {
  config: Config;
  /** An error at the place of a field, for what shows only when the file is compared with what there is. */
  errorAt(path: ConfigPath, message: string): ConfigError;
};

/**
 * Reads configuration as code. `env:NAME` as a value stands for that environment variable.
 *
 * @throws ConfigError naming line and column of what is wrong; never the value of a variable.
 */
export function readConfig(text: string, environment: Readonly<Record<string, string | undefined>>): ConfigSource {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const errorAt = (path: ConfigPath, message: string) =>
    new ConfigError(message, placeOf(document, lines, path), path.length === 0 ? null : path.join('.'));
  const broken = document.errors[0];
  if (broken) {
    const { line, col } = lines.linePos(broken.pos[0]);
    throw new ConfigError(
      broken.message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? 'This is not YAML.',
      { line, column: col },
      null,
    );
  }
  if (document.contents === null) throw new ConfigError('The file is empty.', null, null);
  resolveVariables(document, lines, environment);
  const parsed = configSchema.safeParse(document.toJS());
  if (parsed.success) return { config: parsed.data, errorAt };
  const issue = parsed.error.issues[0];
  if (!issue) throw new Error('A refused file has an issue');
  throw errorAt(pathOf(issue), messageOf(issue, document));
}

/** Replaces `env:NAME` in values, never in field names. */
function resolveVariables(document: Document, lines: LineCounter, environment: Readonly<Record<string, string | undefined>>): void {
  visit(document, {
    Scalar(key, node) {
      if (key === 'key' || typeof node.value !== 'string' || !node.value.startsWith('env:')) return;
      const name = node.value.slice('env:'.length).trim();
      const value = environment[name];
      if (value === undefined || value === '') {
        const { line, col } = lines.linePos(node.range?.[0] ?? 0);
        throw new ConfigError(`The environment variable ${name} is not set.`, { line, column: col }, null);
      }
      node.value = value;
    },
  });
}

/** An unknown field is shown where it stands rather than where its map begins. */
function pathOf(issue: z.core.$ZodIssue): ConfigPath {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  return issue.code === 'unrecognized_keys' && issue.keys[0] !== undefined ? [...path, issue.keys[0]] : path;
}

function messageOf(issue: z.core.$ZodIssue, document: Document): string {
  if (issue.code === 'unrecognized_keys') return `There is no field "${issue.keys[0] ?? ''}" here.`;
  if (issue.code === 'invalid_type' && document.getIn(issue.path) == null)
    return `The field "${String(issue.path.at(-1) ?? '')}" is missing or empty.`;
  return issue.path.length === 0
    ? issue.message
    : `${String(issue.path.findLast((part) => typeof part === 'string') ?? '')}: ${issue.message}`;
}

/** Where a field stands; of one that does not stand in the file, where the nearest thing around it does. */
function placeOf(document: Document, lines: LineCounter, path: ConfigPath): { line: number; column: number } | null {
  for (let length = path.length; length >= 0; length--) {
    const offset = offsetOf(document, path.slice(0, length));
    if (offset === null) continue;
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  }
  return null;
}

/** A scalar is shown where it stands, a list or map by its field's name: it may begin lines further down. */
function offsetOf(document: Document, path: ConfigPath): number | null {
  const node = path.length === 0 ? document.contents : document.getIn(path, true);
  const parent = path.length === 0 ? undefined : document.getIn(path.slice(0, -1), true);
  const pair = isMap(parent) ? parent.items.find((item) => isScalar(item.key) && item.key.value === path.at(-1)) : undefined;
  const shown = isScalar(node) || !isScalar(pair?.key) ? node : pair.key;
  return isNode(shown) ? (shown.range?.[0] ?? null) : null;
}
