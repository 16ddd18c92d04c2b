import type { ServerResponse } from 'node:http';
import { Refusal } from '../kernel/refusal.ts';
import type { Simulator } from '../simulator.ts';
import type { Told } from './event-news.ts';
import { newsOf } from './event-news.ts';

/** How often, in milliseconds of real time, it is looked whether anything happened, while anybody looks on. */
const LOOK_MS = 100;
/** After how long something is sent though nothing happens, so that each end learns when the other is gone. */
const PULSE_MS = 15_000;
/** How long a reader may leave unread what it was sent before it is let go. */
const PATIENCE_MS = 60_000;
/** How many may look on at once. */
const MOST_STREAMS = 100;

/** A simulator among the others of its server, at any later time. */
export interface AmongForks {
  /** How many forks there are. */
  readonly count: () => number;
  /** Whether it is served still; a fork that was ended is not. */
  readonly isServed: () => boolean;
}

interface Stream {
  readonly simulator: Simulator;
  readonly among: AmongForks;
  readonly response: ServerResponse;
  told: Told;
  sentAt: number;
  /** Whether what was sent last is still unread. */
  isBehind: boolean;
}

/**
 * Tells whoever looks on what happens, as server-sent events: `position` whenever anything did, and `calls` with what was
 * called. Of a reader it is kept how much it was told, and nothing else: one that is slow is told less often, and how many
 * calls it missed. While nobody looks on, nothing is done.
 */
export class EventStreams {
  readonly #streams: Set<Stream> = new Set();
  #timer: NodeJS.Timeout | undefined;

  /** @throws Refusal when there are too many streams for another one */
  checkRoom(): void {
    if (this.#streams.size < MOST_STREAMS) return;
    const message = `There are ${MOST_STREAMS} streams of events, and no more are served: close some.`;
    throw new Refusal(429, 'rateLimitExceeded', message, { frontEndStatus: 'RESOURCE_EXHAUSTED' });
  }

  /** Answers with a stream, which ends when the reader goes, the simulator is served no more, or {@link close} is called. */
  open(simulator: Simulator, among: AmongForks, response: ServerResponse): void {
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=UTF-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    const told: Told = { position: '', calls: simulator.position().calls };
    const stream: Stream = { simulator, among, response, told, sentAt: 0, isBehind: false };
    const forget = simulator.exchanges.keep();
    this.#streams.add(stream);
    response.on('drain', () => (stream.isBehind = false));
    response.once('close', () => {
      forget();
      this.#streams.delete(stream);
      if (this.#streams.size === 0) this.#stop();
    });
    this.#timer ??= setInterval(() => {
      for (const one of this.#streams) tell(one);
    }, LOOK_MS);
    tell(stream);
  }

  /** Ends all streams. */
  close(): void {
    for (const { response } of this.#streams) response.end();
    this.#stop();
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}

function tell(stream: Stream): void {
  const { simulator, among, response, sentAt, isBehind } = stream;
  const now = performance.now();
  if (!among.isServed()) {
    response.end();
    return;
  }
  if (isBehind) {
    if (now - sentAt > PATIENCE_MS) response.destroy();
    return;
  }
  try {
    const { text, told } = newsOf(simulator, stream.told, among.count());
    stream.told = told;
    if (text === '' && now - sentAt < PULSE_MS) return;
    stream.sentAt = now;
    stream.isBehind = !response.write(text === '' ? ':\n\n' : text);
  } catch {
    // What happens can no longer be kept: whoever asks again is told so.
    response.end();
  }
}
