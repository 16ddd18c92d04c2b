import { randomUUID } from 'node:crypto';
import { setTimeout as timer } from 'node:timers/promises';
import { createSend, type Send, subjectOf } from './api-client.ts';
import type { Call } from './call.ts';
import { objectOr, stringOr } from './json.ts';
import type { GceCloudOptions, MutationOptions } from './options.ts';
import { waitForOperation } from './operation-wait.ts';
import { withinTime } from './within-time.ts';

/** The three ways in which this package uses the Compute API of one project. */
export interface Api {
  readonly project: string;
  /** One request; resolves with the JSON of the answer. */
  read(call: Call): Promise<unknown>;
  /** A request for each page, one after the other; resolves with the answers. */
  readPages(call: Call): Promise<unknown[]>;
  /** One request, and waits until its operation is DONE. */
  mutate(call: Call, options?: MutationOptions): Promise<void>;
}

/** The Compute API of one project, as these options say. */
export function createApi(options: GceCloudOptions): Api {
  const {
    project,
    pageSize,
    newRequestId = randomUUID,
    operationTimeoutMs = 600_000,
    sleep = (ms: number, signal: AbortSignal) => timer(ms, undefined, { signal }),
  } = options;
  const send: Send = createSend(options);

  return {
    project,
    read: (call) => send(call),
    async readPages(call) {
      const pages: unknown[] = [];
      let pageToken: string | undefined;
      do {
        const page = await send({ ...call, parameters: { ...call.parameters, maxResults: pageSize, pageToken } });
        pages.push(page);
        pageToken = stringOr(objectOr(page)['nextPageToken']);
      } while (pageToken);
      return pages;
    },
    mutate: (call, { requestId = newRequestId(), signal: callerSignal } = {}) =>
      withinTime(operationTimeoutMs, [options.signal, callerSignal], async (signal) => {
        const operation = await send({ ...call, parameters: { ...call.parameters, requestId } }, signal);
        await waitForOperation({ operation, subject: subjectOf(project, call), signal, send, sleep });
      }),
  };
}
