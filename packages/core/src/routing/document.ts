import * as z from 'zod';
import { outcomeSchema } from './outcome.ts';

const nodeIdSchema = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

/** Where a model node sends its call: a credential of the organisation by name, a provider id, or `sim`. */
export const targetSchema = z.strictObject({
  /** Credential name, provider id (its default credential) or `sim`. */
  credential: z.string().min(1).max(64),
  /** The model name as the provider knows it, verbatim. */
  model: z.string().min(1).max(256),
});
export type Target = z.infer<typeof targetSchema>;

const startNodeSchema = z.strictObject({ id: nodeIdSchema, kind: z.literal('start') });
const modelNodeSchema = z.strictObject({
  id: nodeIdSchema,
  kind: z.literal('model'),
  target: targetSchema,
  /** Further tries at the same target before its edges are followed. */
  retries: z.number().int().min(0).max(5).default(1),
  firstByteTimeoutMs: z.number().int().min(100).max(900_000).default(120_000),
  idleTimeoutMs: z.number().int().min(100).max(900_000).default(60_000),
});
export type ModelNode = z.infer<typeof modelNodeSchema>;

export const routingNodeSchema = z.discriminatedUnion('kind', [startNodeSchema, modelNodeSchema]);
export type RoutingNode = z.infer<typeof routingNodeSchema>;

export const routingEdgeSchema = z.strictObject({
  from: nodeIdSchema,
  to: nodeIdSchema,
  /** `next` leaves a start node; the others leave a model node by how its attempt ended, `any` being any fallback reason. */
  on: z.union([z.literal('next'), z.literal('any'), outcomeSchema]),
});
export type RoutingEdge = z.infer<typeof routingEdgeSchema>;

/** A saved route: our own document, never a canvas library's arrays. Positions on a canvas live in `layout`. */
export const routingDocumentSchema = z.strictObject({
  formatVersion: z.literal(1),
  nodes: z.array(routingNodeSchema).min(1).max(200),
  edges: z.array(routingEdgeSchema).max(1000),
  layout: z.record(nodeIdSchema, z.strictObject({ x: z.number(), y: z.number() })).default({}),
});
export type RoutingDocument = z.infer<typeof routingDocumentSchema>;

/**
 * The document of an ordered fallback list: each entry falls back to the next on any fallback reason.
 *
 * @param targets at least one.
 */
export function documentFromFallbackList(targets: readonly Target[]): RoutingDocument {
  return routingDocumentSchema.parse({
    formatVersion: 1,
    nodes: [{ id: 'start', kind: 'start' }, ...targets.map((target, index) => ({ id: `model-${index + 1}`, kind: 'model', target }))],
    edges: targets.map((_, index) =>
      index === 0 ? { from: 'start', to: 'model-1', on: 'next' } : { from: `model-${index}`, to: `model-${index + 1}`, on: 'any' },
    ),
  });
}

/** The targets of a document that is a plain fallback list, in order; `null` when it is anything more. */
export function fallbackListOf(document: RoutingDocument): Target[] | null {
  const targets: Target[] = [];
  let at = document.edges.find((edge) => edge.on === 'next')?.to;
  while (at !== undefined) {
    const node = document.nodes.find((candidate) => candidate.id === at);
    if (node?.kind !== 'model' || targets.length >= document.nodes.length) return null;
    targets.push(node.target);
    const leaving = document.edges.filter((edge) => edge.from === node.id);
    if (leaving.length > 1 || (leaving[0] !== undefined && leaving[0].on !== 'any')) return null;
    at = leaving[0]?.to;
  }
  return targets.length === document.nodes.length - 1 ? targets : null;
}

/** Splits `credential/model` at the first slash; the rest is verbatim. `null` without a slash or with an empty side. */
export function targetFromName(name: string): Target | null {
  const slash = name.indexOf('/');
  if (slash <= 0 || slash === name.length - 1) return null;
  return { credential: name.slice(0, slash), model: name.slice(slash + 1) };
}
