import { payloadText } from '../api/payload.ts';
import type { ApiRequest } from '../api/request.ts';
import type { ApiResponse } from '../api/response.ts';

/** A request and its answer, as texts. */
export interface Exchange {
  /** That of the call in the log. */
  readonly sequence: number;
  readonly method: string;
  readonly url: string;
  /** Absent where there was none. */
  readonly body?: string;
  /** 0 if no answer arrived. */
  readonly status: number;
  /** Absent where there was none. */
  readonly answer?: string;
  /** What is left out because it is too long. */
  readonly tooLong?: readonly ('answer' | 'body')[];
}

/** What was sent and answered word for word: too much to be kept always, so only while somebody wants it. */
export interface Exchanges {
  /** Keeps the latest exchanges from now on, until every one who asked for it has called what this gives. */
  keep(): () => void;
  /** The exchange of a call in the log; undefined where it is not kept. */
  of(sequence: number): Exchange | undefined;
}

/** The longest body that is kept, in characters. */
const LONGEST = 64 * 1024;
/** How much is kept, in characters. */
const MOST = 4 * 1024 * 1024;

export class KeptExchanges implements Exchanges {
  readonly #kept: Map<number, Exchange> = new Map();
  #size = 0;
  #keepers = 0;

  get isOn(): boolean {
    return this.#keepers > 0;
  }

  keep(): () => void {
    this.#keepers++;
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      if (--this.#keepers === 0) this.clear();
    };
  }

  of(sequence: number): Exchange | undefined {
    return this.#kept.get(sequence);
  }

  clear(): void {
    this.#kept.clear();
    this.#size = 0;
  }

  add(sequence: number, request: ApiRequest, response: ApiResponse): void {
    // The log was cleared, and counts anew.
    if (sequence === 1) this.clear();
    const body = request.body === undefined ? undefined : textOf(request.body);
    const answer = response.text ?? (response.body === undefined ? undefined : JSON.stringify(response.body));
    const texts = { ...(body === undefined ? {} : { body }), ...(answer === undefined ? {} : { answer }) };
    const tooLong = (['answer', 'body'] as const).filter((name) => (texts[name]?.length ?? 0) > LONGEST);
    const kept = Object.fromEntries(Object.entries(texts).filter(([, text]) => text.length <= LONGEST));
    const { method, url } = request;
    const exchange: Exchange = {
      sequence,
      method: shortened(method),
      url: shortened(url),
      status: response.status,
      ...kept,
      ...(tooLong.length === 0 ? {} : { tooLong }),
    };
    this.#kept.set(sequence, exchange);
    this.#size += sizeOf(exchange);
    for (const [oldest, first] of this.#kept) {
      if (this.#size <= MOST) break;
      this.#kept.delete(oldest);
      this.#size -= sizeOf(first);
    }
  }
}

/** What no JSON says is refused, and is nothing that was sent. */
function textOf(body: unknown): string {
  try {
    return payloadText(body);
  } catch {
    return '';
  }
}

/** A request that could not be read may hold anything. */
const shortened = (text: unknown): string => (typeof text === 'string' ? text.slice(0, LONGEST) : '');

const sizeOf = ({ url, body = '', answer = '' }: Exchange): number => 200 + url.length + body.length + answer.length;
