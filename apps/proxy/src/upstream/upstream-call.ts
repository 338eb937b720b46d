import type { Dispatcher, Pool } from 'undici';

/** What an attempt listens to. Exactly one of `onEnd` and `onFailure` is called, once, and nothing after it. */
export type UpstreamListener = {
  onHead(status: number, headers: Record<string, string | string[] | undefined>): void;
  onData(chunk: Buffer): void;
  onEnd(): void;
  onFailure(error: Error): void;
};

/** A call under way. */
export class UpstreamCall implements Dispatcher.DispatchHandler {
  readonly #listener: UpstreamListener;
  #controller: Dispatcher.DispatchController | null = null;
  #isOver = false;

  constructor(listener: UpstreamListener) {
    this.#listener = listener;
  }

  static start(
    pool: Pool,
    request: { path: string; headers: Record<string, string>; body: string | Buffer },
    listener: UpstreamListener,
  ): UpstreamCall {
    const call = new UpstreamCall(listener);
    pool.dispatch({ path: request.path, method: 'POST', headers: request.headers, body: request.body }, call);
    return call;
  }

  /** Ends the call without a further word to the listener; the connection is closed, so that the provider stops working. */
  abort(reason: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#controller?.abort(new Error(reason));
  }

  pause(): void {
    this.#controller?.pause();
  }

  resume(): void {
    this.#controller?.resume();
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#isOver) controller.abort(new Error('Aborted before it was sent'));
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    if (!this.#isOver && status >= 200) this.#listener.onHead(status, headers);
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (!this.#isOver) this.#listener.onData(chunk);
  }

  onResponseEnd(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#listener.onEnd();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#listener.onFailure(error);
  }
}
