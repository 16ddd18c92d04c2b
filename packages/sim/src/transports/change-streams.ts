import type { ServerResponse } from 'node:http';

/** How soon after the last time something is told again, in milliseconds of real time. */
const PAUSE_MS = 100;
/** After how long something is sent though nothing changes, so that each end learns when the other is gone. */
const PULSE_MS = 15_000;
/** How many may look on at once. */
const MOST_STREAMS = 100;

/** What the body of a stream is. */
export const EVENT_STREAM = 'text/event-stream; charset=UTF-8';

/** Tells whoever looks on that something has changed, as server-sent events. While nobody does, nothing is done. */
export class ChangeStreams {
  readonly #streams: Set<ServerResponse> = new Set();
  #pulse: NodeJS.Timeout | undefined;
  #pause: NodeJS.Timeout | undefined;
  #hasMore = false;

  /** Whether there is room for one more. */
  get hasRoom(): boolean {
    return this.#streams.size < MOST_STREAMS;
  }

  /** Answers with a stream, which ends when the reader goes or {@link close} is called. */
  open(response: ServerResponse, headers: Readonly<Record<string, string>>): void {
    response.writeHead(200, { ...headers, 'content-type': EVENT_STREAM });
    this.#streams.add(response);
    response.once('close', () => {
      this.#streams.delete(response);
      if (this.#streams.size === 0) this.#stop();
    });
    this.#pulse ??= setInterval(() => this.#send(':\n\n'), PULSE_MS);
    response.write(CHANGED);
  }

  /** Something has changed: it is told at once, or soon, together with what comes after it. */
  changed(): void {
    if (this.#streams.size === 0) return;
    if (this.#pause !== undefined) {
      this.#hasMore = true;
      return;
    }
    this.#send(CHANGED);
    this.#pause = setTimeout(() => {
      this.#pause = undefined;
      if (this.#hasMore) this.changed();
      this.#hasMore = false;
    }, PAUSE_MS);
  }

  /** Ends all streams. */
  close(): void {
    for (const response of this.#streams) response.end();
    this.#stop();
  }

  /** Who has not read what came before is told nothing more: it says the same. */
  #send(text: string): void {
    for (const response of this.#streams) if (!response.writableNeedDrain) response.write(text);
  }

  #stop(): void {
    clearInterval(this.#pulse);
    clearTimeout(this.#pause);
    this.#pulse = this.#pause = undefined;
    this.#hasMore = false;
  }
}

const CHANGED = 'event: changed\ndata: {}\n\n';
