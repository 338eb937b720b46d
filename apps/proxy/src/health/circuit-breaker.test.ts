import type { Outcome } from '@tollgate/core/routing/outcome';
import { describe, expect, it } from 'vitest';
import { CircuitBreaker } from './circuit-breaker.ts';

const TARGET = 'org_1|crd_1|model';
const EJECTED_MS = 30_000;
const FAILURES = ['server_error', 'timeout', 'connection', 'rate_limited', 'auth'] as const;
const OTHERS = [
  'invalid_request',
  'context_length',
  'content_filter',
  'client_closed',
  'model_unavailable',
  'circuit_open',
  'unknown',
] as const;

function record(breaker: CircuitBreaker, outcome: Outcome, times: number, nowMs: number): void {
  for (let i = 0; i < times; i++) breaker.record(TARGET, outcome, nowMs);
}

describe('a target', () => {
  it.each(FAILURES)('is left alone after five failures in a row: %s', (outcome) => {
    const breaker = new CircuitBreaker();
    record(breaker, outcome, 4, 0);
    expect(breaker.permits(TARGET, 0)).toBe(true);
    record(breaker, outcome, 1, 0);
    expect(breaker.permits(TARGET, 0)).toBe(false);
    expect(breaker.permits('org_2|crd_1|model', 0)).toBe(true);
  });

  it.each(OTHERS)('is never blamed for what is not its fault: %s', (outcome) => {
    const breaker = new CircuitBreaker();
    record(breaker, outcome, 1000, 0);
    expect(breaker.permits(TARGET, 0)).toBe(true);
    record(breaker, 'server_error', 4, 0);
    expect(breaker.permits(TARGET, 0)).toBe(true);
  });

  it('is forgiven failures that are not in a row', () => {
    const breaker = new CircuitBreaker();
    for (let i = 0; i < 4; i++) {
      record(breaker, 'server_error', 4, i * 60_000);
      record(breaker, 'success', 20, i * 60_000);
    }
    expect(breaker.permits(TARGET, 240_000)).toBe(true);
  });

  it('is left alone when a fifth of twenty calls within a minute failed, and not for less', () => {
    const breaker = new CircuitBreaker();
    record(breaker, 'server_error', 1, 0);
    record(breaker, 'success', 16, 0);
    record(breaker, 'server_error', 2, 0);
    expect(breaker.permits(TARGET, 0)).toBe(true);
    record(breaker, 'server_error', 1, 0);
    expect(breaker.permits(TARGET, 0)).toBe(false);
  });

  it('starts each minute with a clean slate', () => {
    const breaker = new CircuitBreaker();
    record(breaker, 'server_error', 3, 0);
    record(breaker, 'success', 16, 0);
    record(breaker, 'server_error', 1, 60_000);
    expect(breaker.permits(TARGET, 60_000)).toBe(true);
  });

  it('is given one probe when its time is up; success closes the circuit for everybody', () => {
    const breaker = new CircuitBreaker();
    record(breaker, 'server_error', 5, 0);
    expect(breaker.permits(TARGET, EJECTED_MS - 1)).toBe(false);
    expect(breaker.permits(TARGET, EJECTED_MS)).toBe(true);
    expect(breaker.permits(TARGET, EJECTED_MS)).toBe(false);
    record(breaker, 'success', 1, EJECTED_MS + 1);
    for (let i = 0; i < 10; i++) expect(breaker.permits(TARGET, EJECTED_MS + 1)).toBe(true);
    record(breaker, 'server_error', 4, EJECTED_MS + 2);
    expect(breaker.permits(TARGET, EJECTED_MS + 2)).toBe(true);
  });

  it('is left alone longer each time its probe fails, at most five minutes', () => {
    const breaker = new CircuitBreaker();
    record(breaker, 'server_error', 5, 0);
    let nowMs = 0;
    for (const ejectedMs of [30_000, 60_000, 90_000, 120_000, 150_000, 180_000, 210_000, 240_000, 270_000, 300_000, 300_000]) {
      expect(breaker.permits(TARGET, nowMs + ejectedMs - 1)).toBe(false);
      nowMs += ejectedMs;
      expect(breaker.permits(TARGET, nowMs)).toBe(true);
      record(breaker, 'timeout', 1, nowMs);
    }
  });

  it('is not left alone longer because many calls were under way when it failed', () => {
    const breaker = new CircuitBreaker();
    record(breaker, 'connection', 500, 0);
    expect(breaker.permits(TARGET, EJECTED_MS)).toBe(true);
  });

  it('is probed again when a probe was never made, and at once when it ended through its caller', () => {
    const breaker = new CircuitBreaker();
    record(breaker, 'server_error', 5, 0);
    expect(breaker.permits(TARGET, EJECTED_MS)).toBe(true);
    expect(breaker.permits(TARGET, EJECTED_MS + 29_999)).toBe(false);
    expect(breaker.permits(TARGET, EJECTED_MS + 30_000)).toBe(true);
    record(breaker, 'client_closed', 1, EJECTED_MS + 30_001);
    expect(breaker.permits(TARGET, EJECTED_MS + 30_001)).toBe(true);
  });
});

it('callers who make up model names do not push out what is known of real ones', () => {
  const breaker = new CircuitBreaker();
  record(breaker, 'server_error', 5, 0);
  for (let i = 0; i < 60_000; i++) {
    breaker.record(`org_1|crd_1|made-up-${i}`, 'invalid_request', 0);
    breaker.record(`org_1|crd_1|made-up-${i}`, 'model_unavailable', 0);
  }
  expect(breaker.permits(TARGET, 0)).toBe(false);
});
