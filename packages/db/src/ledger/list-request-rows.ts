import type { Pool } from 'pg';
import { type RequestRow, selectRequests } from './request-columns.ts';

export type RequestFilter = {
  organizationId: string;
  projectId?: string | undefined;
  keyId?: string | undefined;
  /** As requested or as served. */
  model?: string | undefined;
  /** `error`: status 400 and above. */
  status?: 'success' | 'error' | undefined;
  requestId?: string | undefined;
  /** Only these. */
  requestIds?: readonly string[] | undefined;
  fromMs?: number | undefined;
  /** Not included. */
  toMs?: number | undefined;
  /** Only rows that come after this one in the list. */
  after?: { startedAtMs: number; requestId: string } | undefined;
};

/** Requests, newest first. Every page costs the same, however deep it lies. */
export async function listRequestRows(pool: Pool, filter: RequestFilter, limit: number): Promise<RequestRow[]> {
  const values: unknown[] = [filter.organizationId];
  const conditions = ['organization_id = $1'];
  const add = (condition: (...placeholders: string[]) => string, ...given: unknown[]) => {
    conditions.push(condition(...given.map((value) => `$${values.push(value)}`)));
  };
  if (filter.projectId !== undefined) add((id) => `project_id = ${id}`, filter.projectId);
  if (filter.keyId !== undefined) add((id) => `key_id = ${id}`, filter.keyId);
  if (filter.model !== undefined) add((model) => `(model = ${model} OR requested_model = ${model})`, filter.model);
  if (filter.status !== undefined) conditions.push(filter.status === 'success' ? 'status < 400' : 'status >= 400');
  if (filter.requestId !== undefined) add((id) => `request_id = ${id}`, filter.requestId);
  if (filter.requestIds !== undefined) add((ids) => `request_id = ANY (${ids})`, filter.requestIds);
  if (filter.fromMs !== undefined) add((from) => `started_at >= ${from}`, new Date(filter.fromMs));
  if (filter.toMs !== undefined) add((to) => `started_at < ${to}`, new Date(filter.toMs));
  if (filter.after !== undefined) {
    add((at, id) => `(started_at, request_id) < (${at}, ${id})`, new Date(filter.after.startedAtMs), filter.after.requestId);
  }
  const page = `SELECT * FROM requests WHERE ${conditions.join(' AND ')} ORDER BY started_at DESC, request_id DESC LIMIT $${values.push(limit)}`;
  return (await pool.query<RequestRow>(selectRequests(page), values)).rows;
}
