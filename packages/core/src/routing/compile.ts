import type { ModelNode, RoutingDocument } from './document.ts';
import { isFallbackReason, type Outcome } from './outcome.ts';

/** A model node with its edges resolved: where to go after each outcome. */
export type CompiledNode = { node: ModelNode; onOutcome: Partial<Record<Outcome, CompiledNode>>; onAny: CompiledNode | null };
export type CompiledGraph = { start: CompiledNode };

export type RoutingIssue = { nodeId: string | null; message: string };

/** Everything that keeps a document from being published; empty when it may be. */
export function validate(document: RoutingDocument): RoutingIssue[] {
  const issues: RoutingIssue[] = [];
  const ids = new Set<string>();
  for (const node of document.nodes) {
    if (ids.has(node.id)) issues.push({ nodeId: node.id, message: `Two nodes are called "${node.id}".` });
    ids.add(node.id);
  }
  const starts = document.nodes.filter((node) => node.kind === 'start');
  if (starts.length !== 1) issues.push({ nodeId: null, message: `A route has exactly one start node; this one has ${starts.length}.` });
  for (const edge of document.edges) {
    for (const end of [edge.from, edge.to])
      if (!ids.has(end)) issues.push({ nodeId: end, message: `An edge names the node "${end}", which does not exist.` });
    const from = document.nodes.find((node) => node.id === edge.from);
    if (from && (from.kind === 'start') !== (edge.on === 'next'))
      issues.push({ nodeId: from.id, message: `An edge leaving "${from.id}" cannot be taken on "${edge.on}".` });
    else if (from && edge.on !== 'next' && edge.on !== 'any' && !isFallbackReason(edge.on)) {
      issues.push({
        nodeId: from.id,
        message: `An edge leaving "${from.id}" on "${edge.on}" is never followed: it is no reason to try another target.`,
      });
    }
    if (document.edges.some((other) => other !== edge && other.from === edge.from && other.on === edge.on)) {
      issues.push({ nodeId: edge.from, message: `"${edge.from}" has more than one edge for "${edge.on}".` });
    }
  }
  const start = starts[0];
  if (start && !document.edges.some((edge) => edge.from === start.id))
    issues.push({ nodeId: start.id, message: 'The start node leads nowhere.' });
  if (issues.length === 0) {
    const cyclic = findCycle(document);
    if (cyclic !== null) issues.push({ nodeId: cyclic, message: `The route comes back to "${cyclic}"; a route must end.` });
    const reached = reachable(document);
    for (const id of ids) if (!reached.has(id)) issues.push({ nodeId: id, message: `"${id}" is never reached.` });
  }
  return issues;
}

/**
 * Resolves a valid document into linked nodes.
 *
 * @throws Error when {@link validate} would have found an issue that stops compilation.
 */
export function compile(document: RoutingDocument): CompiledGraph {
  const compiled = new Map<string, CompiledNode>();
  for (const node of document.nodes) if (node.kind === 'model') compiled.set(node.id, { node, onOutcome: {}, onAny: null });
  let start: CompiledNode | undefined;
  for (const edge of document.edges) {
    const to = compiled.get(edge.to);
    if (!to) throw new Error(`Edge to "${edge.to}", which is not a model node`);
    if (edge.on === 'next') {
      start = to;
      continue;
    }
    const from = compiled.get(edge.from);
    if (!from) throw new Error(`Edge from "${edge.from}", which is not a model node`);
    if (edge.on === 'any') from.onAny = to;
    else from.onOutcome[edge.on] = to;
  }
  if (!start) throw new Error('The start node leads nowhere');
  return { start };
}

/** The node to try after this one ended so; `null` when the route is exhausted or no target could do better. */
export function nextNode(current: CompiledNode, outcome: Outcome): CompiledNode | null {
  return isFallbackReason(outcome) ? (current.onOutcome[outcome] ?? current.onAny) : null;
}

function reachable(document: RoutingDocument): Set<string> {
  const reached = new Set<string>();
  const open = document.nodes.filter((node) => node.kind === 'start').map((node) => node.id);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    for (const edge of document.edges) if (edge.from === id) open.push(edge.to);
  }
  return reached;
}

function findCycle(document: RoutingDocument): string | null {
  const state = new Map<string, 'open' | 'done'>();
  const visit = (id: string): string | null => {
    if (state.get(id) === 'done') return null;
    if (state.get(id) === 'open') return id;
    state.set(id, 'open');
    for (const edge of document.edges) {
      const found = edge.from === id ? visit(edge.to) : null;
      if (found !== null) return found;
    }
    state.set(id, 'done');
    return null;
  };
  for (const node of document.nodes) {
    const found = visit(node.id);
    if (found !== null) return found;
  }
  return null;
}
