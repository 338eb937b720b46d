import { hash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FailureCount } from './count-failures.ts';
import type { Journal } from './journal.ts';
import { parseCall } from './parse-call.ts';
import { parseModel, type SimulatedModel } from './parse-model.ts';
import { planAnswer } from './plan-answer.ts';
import { playAnswer } from './play-answer.ts';
import { isRefusal, type Refusal } from './refusal.ts';

const GARBAGE = '<!doctype html>\n<html><head><title>Welcome</title></head><body><h1>It works!</h1></body></html>\n';
const FIXED: SimulatedModel = { profile: 'fixed', numbers: {}, words: {} };

/** Answers one chat completion whose body has arrived, and journals it. */
export async function handleChat(
  request: IncomingMessage,
  response: ServerResponse,
  body: string,
  journal: Journal,
  failures: FailureCount,
): Promise<void> {
  const call = parseCall(body);
  const entry = journal.open({
    requestId: headerOf(request, 'x-request-id'),
    attemptId: headerOf(request, 'x-tollgate-attempt-id'),
    model: isRefusal(call) ? null : call.model,
    stream: !isRefusal(call) && call.stream,
    status: null,
    promptTokens: 0,
    cachedTokens: 0,
    completionTokens: 0,
    reasoningTokens: 0,
    bytesSent: 0,
    end: 'open',
    startedAtMs: Date.now(),
    endedAtMs: null,
  });
  const refuse = (answer: Refusal) => {
    entry.status = answer.status;
    entry.bytesSent = Buffer.byteLength(answer.body);
    journal.close(entry, 'refused');
    response.writeHead(answer.status, { 'content-type': 'application/json', 'content-length': entry.bytesSent, ...answer.headers });
    response.end(answer.body);
  };

  if (isRefusal(call)) return refuse(call);
  const asked = parseModel(call.model);
  if (isRefusal(asked)) return refuse(asked);
  const digest = hash('sha1', body);
  const times = asked.numbers['times'];
  const isOver = times !== undefined && !failures.shouldFail(`${call.model}\n${call.user ?? digest}`, times);
  const plan = planAnswer(call, isOver ? FIXED : asked);
  if (plan === 'garbage') {
    entry.status = 200;
    entry.bytesSent = Buffer.byteLength(GARBAGE);
    journal.close(entry, 'errored');
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-length': entry.bytesSent });
    response.end(GARBAGE);
    return;
  }
  if (isRefusal(plan)) return refuse(plan);
  await playAnswer(plan, call, { id: `chatcmpl-sim-${digest.slice(0, 24)}`, model: call.model }, response, journal, entry);
}

function headerOf(request: IncomingMessage, name: string): string | null {
  const value = request.headers[name];
  return typeof value === 'string' ? value : null;
}
