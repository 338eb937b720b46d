import { LRUCache } from 'lru-cache';
import type { Outcome } from '@tollgate/core/routing/outcome';

const CONSECUTIVE_FAILURES = 5;
const WINDOW_MS = 60_000;
const WINDOW_CALLS = 20;
const WINDOW_FAILURE_SHARE = 0.2;
const EJECTION_MS = 30_000;
const MAX_EJECTION_MS = 300_000;
/** A probe whose end nobody reported was never made: its request was refused before it was sent. */
const PROBE_MS = 30_000;
const MAX_TARGETS = 50_000;

type Health = {
  consecutive: number;
  calls: number;
  failures: number;
  windowStartMs: number;
  openUntilMs: number;
  ejections: number;
  /** Until when the call of one caller decides; 0 when there is none. */
  probingUntilMs: number;
};

/**
 * Which targets are worth trying, learnt from this process's own calls. A target is left alone after five failures in a row, or a
 * fifth of at least twenty calls within a minute; then one probe decides. What a caller did wrong never counts, and the key of a
 * target carries its organisation and credential, so that nobody's bad key ejects another's target.
 */
export class CircuitBreaker {
  readonly #targets = new LRUCache<string, Health>({ max: MAX_TARGETS });

  /** Whether the target may be called now. A target whose time is up is given to one caller as a probe. */
  permits(target: string, nowMs: number): boolean {
    const health = this.#targets.get(target);
    if (health === undefined || health.openUntilMs === 0) return true;
    if (nowMs < health.openUntilMs || nowMs < health.probingUntilMs) return false;
    health.probingUntilMs = nowMs + PROBE_MS;
    return true;
  }

  record(target: string, outcome: Outcome, nowMs: number): void {
    const held = this.#targets.get(target);
    if (outcome === 'success') {
      if (held !== undefined) this.#succeed(held, nowMs);
      return;
    }
    if (!isFailure(outcome)) {
      if (held !== undefined) held.probingUntilMs = 0;
      return;
    }
    const health = held ?? this.#add(target, nowMs);
    const wasProbing = health.probingUntilMs !== 0;
    rollWindow(health, nowMs);
    health.calls++;
    health.failures++;
    health.consecutive++;
    const isBad =
      health.consecutive >= CONSECUTIVE_FAILURES ||
      (health.calls >= WINDOW_CALLS && health.failures / health.calls >= WINDOW_FAILURE_SHARE);
    // Calls that were under way when the target was ejected say nothing new.
    if (nowMs < health.openUntilMs || (!isBad && !wasProbing)) return;
    health.probingUntilMs = 0;
    health.ejections++;
    health.openUntilMs = nowMs + Math.min(MAX_EJECTION_MS, EJECTION_MS * health.ejections);
  }

  #succeed(health: Health, nowMs: number): void {
    rollWindow(health, nowMs);
    health.calls++;
    health.consecutive = 0;
    health.probingUntilMs = 0;
    if (health.openUntilMs !== 0) {
      health.openUntilMs = 0;
      health.calls = 0;
      health.failures = 0;
    } else if (health.failures === 0) health.ejections = 0;
  }

  #add(target: string, nowMs: number): Health {
    const health = { consecutive: 0, calls: 0, failures: 0, windowStartMs: nowMs, openUntilMs: 0, ejections: 0, probingUntilMs: 0 };
    this.#targets.set(target, health);
    return health;
  }
}

function rollWindow(health: Health, nowMs: number): void {
  if (nowMs - health.windowStartMs < WINDOW_MS) return;
  health.windowStartMs = nowMs;
  health.calls = 0;
  health.failures = 0;
}

function isFailure(outcome: Outcome): boolean {
  return (
    outcome === 'server_error' || outcome === 'timeout' || outcome === 'connection' || outcome === 'rate_limited' || outcome === 'auth'
  );
}
