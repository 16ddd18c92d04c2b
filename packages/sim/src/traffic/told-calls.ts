import type { ApiRequest } from '../api/request.ts';
import type { ApiResponse } from '../api/response.ts';
import { recordOf } from './call-record.ts';
import type { LoggedCalls } from './calls.ts';
import type { KeptExchanges } from './exchanges.ts';
import type { LoggedCall } from './logged-call.ts';
import type { TrafficOptions } from './traffic-options.ts';

/** What there is to tell of a call. */
interface ToldCall {
  readonly call: LoggedCall;
  readonly request: ApiRequest;
  readonly response: ApiResponse;
}

/** Tells of calls whoever wants to know: at once, or when it is clear that they took place. */
export class ToldCalls {
  readonly #calls: LoggedCalls;
  readonly #exchanges: KeptExchanges;
  readonly #onCall: TrafficOptions['onCall'];
  /** What is not told yet; undefined while all is told at once. */
  #untold: ToldCall[] | undefined;

  constructor(calls: LoggedCalls, exchanges: KeptExchanges, onCall: TrafficOptions['onCall']) {
    this.#calls = calls;
    this.#exchanges = exchanges;
    this.#onCall = onCall;
  }

  tell(call: LoggedCall, request: ApiRequest, response: ApiResponse): void {
    if (this.#untold !== undefined) {
      this.#untold.push({ call, request, response });
      return;
    }
    this.#calls.add(call);
    if (this.#exchanges.isOn) this.#exchanges.add(call.sequence, request, response);
    this.#onCall?.(recordOf(call));
  }

  /** Tells nobody of the calls that `run` makes. @returns what does, once it is clear that they took place */
  untold(run: () => void): () => void {
    const untold: ToldCall[] = [];
    this.#untold = untold;
    try {
      run();
    } finally {
      this.#untold = undefined;
    }
    return () => {
      for (const { call, request, response } of untold) {
        this.tell({ ...call, sequence: this.#calls.next }, request, response);
      }
    };
  }
}
