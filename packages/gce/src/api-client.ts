import type { Call, Collection } from './call.ts';
import { signerOf } from './credentials.ts';
import { endpointOptions } from './endpoint.ts';
import type { Exchange } from './exchange.ts';
import { GceError } from './gce-error.ts';
import type { GoogleClient } from './google-clients.ts';
import { parseJson } from './json.ts';
import { abortedCall, malformedAnswer, noAnswer, notSent } from './no-answer.ts';
import { once } from './once.ts';
import type { GceCloudOptions } from './options.ts';
import type { RawWire } from './raw-wire.ts';
import { refusal, type Subject } from './refusal.ts';
import { withinTime } from './within-time.ts';

/** Makes one attempt at one call and resolves with the JSON of the answer. Rejects with a {@link GceError} only. */
export type Send = (call: Call, signal?: AbortSignal) => Promise<unknown>;

/** The method and the resource of a call, in the words of the API. */
export function subjectOf(project: string, call: Call): Subject {
  return { method: `${call.collection}.${call.verb}`, resource: `projects/${project}/${call.path}` };
}

/** The door to the API for one project. Nothing is loaded before the first call. */
export function createSend(options: GceCloudOptions): Send {
  const { project, onCall, onAnswer, requestTimeoutMs = 150_000 } = options;
  const endpoint = endpointOptions(options.endpoint);

  const loadWire = once(async (): Promise<RawWire> => {
    const [{ RawWire }, signer] = await Promise.all([import('./raw-wire.ts'), signerOf(options)]);
    return new RawWire(signer, options.fetch);
  });
  const loadClient = once(async (collection: Collection): Promise<GoogleClient> => {
    const [{ googleClient }, authClient] = await Promise.all([import('./google-clients.ts'), loadWire()]);
    return googleClient(collection, { ...endpoint, authClient, universeDomain: authClient.universeDomain });
  });

  return async (call, callerSignal) => {
    const subject = subjectOf(project, call);
    checkPathSegments(subject, project, call);
    return withinTime(requestTimeoutMs, [options.signal, callerSignal], async (signal) => {
      const exchange: Exchange = {
        body: call.body === undefined ? undefined : JSON.stringify(call.body),
        undeclared: call.undeclared ?? {},
        signal,
        onSend: (httpMethod, url) => onCall?.({ ...subject, httpMethod, url }),
        isSent: false,
        answer: undefined,
      };
      if (signal.aborted) throw abortedCall(subject, signal, false);
      let failure: unknown;
      try {
        const [wire, client] = await Promise.all([loadWire(), loadClient(call.collection)]);
        await wire.run(exchange, () => invoke(client, project, call));
      } catch (error) {
        failure = error;
      }
      if (exchange.isSent) onAnswer?.({ ...subject, status: exchange.answer?.status ?? 0 });
      return outcome(subject, exchange, failure);
    });
  };
}

/** Has the Google client make the one HTTP request of this call. */
async function invoke(client: GoogleClient, project: string, call: Call): Promise<void> {
  const request = Object.fromEntries(
    Object.entries({ ...call.parameters, project }).filter(([, value]) => value !== undefined),
  );
  // Retrying is the pool's business. The exchange ends the call in time and says so: the client keeps a call and its answer
  // until a timeout of its own is up, also where the answer has come (google-gax 6.17).
  const callOptions = { retry: null, autoPaginate: false, timeout: Infinity };
  // Of an aggregated list the client has this iterator alone. What it decodes is a stand-in without items and without a next
  // page, so that it ends after one request.
  const items = client[`${call.verb}Async`]?.(request, callOptions);
  // Google's naming: what ends in Async is an iterator.
  if (items !== undefined) await (items as AsyncIterable<unknown>)[Symbol.asyncIterator]().next();
  else await client[call.verb]?.(request, callOptions);
}

function outcome(subject: Subject, exchange: Exchange, failure: unknown): unknown {
  const { answer, signal, isSent } = exchange;
  if (answer === undefined) {
    if (signal.aborted) throw abortedCall(subject, signal, isSent);
    throw isSent ? noAnswer(subject, failure) : notSent(subject, failure);
  }
  if (answer.status < 200 || answer.status > 299) throw refusal(subject, answer, failure);
  const json = answer.text === '' ? {} : parseJson(answer.text);
  if (json === undefined) throw malformedAnswer(subject, answer.status);
  return json;
}

/** An empty name would make the URL that of the whole collection, and dots would climb out of it. */
function checkPathSegments(subject: Subject, project: string, call: Call): void {
  const bad = `${project}/${call.path}`.split('/').find((segment) => /^\.{0,2}$/.test(segment));
  if (bad === undefined) return;
  const detail = `nothing was sent: ${JSON.stringify(bad)} cannot be part of the name of a resource`;
  throw new GceError({ ...subject, code: 400, reason: 'invalid', detail });
}
