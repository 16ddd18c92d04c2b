import { isConflict, isNotFound } from '../api-server/api-server-error.ts';
import type { ApiRequest, ApiServer } from '../api-server/api-server.ts';
import { BACKENDS_ANNOTATION } from './service-report.ts';
import type { ServiceEvent, ServiceRef } from './service-report.ts';

/** What reports are written with. */
export interface ServiceReportsOptions {
  readonly api: ApiServer;
  /** Who reports, such as the name of the process. */
  readonly instance: string;
  readonly timeOfDay: () => Date;
  /** Asked before each request: nothing is written while it is false. */
  readonly mayWrite: () => boolean;
  /** Called when something could not be written; the next report tries again. Must not throw. */
  readonly onTrouble?: ((error: unknown) => void) | undefined;
}

/** An API server keeps Events for an hour: what still holds then is told again. */
const TOLD_FOR_MS = 3_600_000;
/** As long as the notes may be that `events.k8s.io` takes; the API server takes longer messages, and nobody would read them. */
const LONGEST_MESSAGE = 1_000;

interface Write {
  readonly request: ApiRequest;
  readonly onFailure?: () => void;
}

/**
 * Tells of Services in the cluster itself, by Events and an annotation. One request follows another, and nobody waits for them;
 * of what waits about the same, the newest is written.
 */
export class ServiceReports {
  readonly #options: ServiceReportsOptions;
  readonly #waiting = new Map<string, Write>();
  /** When an event was told last, in milliseconds, the oldest first. */
  readonly #toldAt = new Map<string, number>();
  #isWriting = false;
  #written: Promise<void> = Promise.resolve();

  constructor(options: ServiceReportsOptions) {
    this.#options = options;
  }

  /** Tells of an event, unless the same was told of it within an hour. */
  tell({ namespace, name, uid }: ServiceRef, { type, reason, message }: ServiceEvent): void {
    const { instance, timeOfDay } = this.#options;
    const time = timeOfDay();
    const key = JSON.stringify([uid, reason, message]);
    for (const [told, at] of this.#toldAt) {
      if (time.getTime() - at < TOLD_FOR_MS) break;
      this.#toldAt.delete(told);
    }
    if (this.#toldAt.has(key)) return;
    this.#toldAt.set(key, time.getTime());
    const timestamp = time.toISOString().replace(/\.\d+Z$/, 'Z');
    const body = {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { namespace, generateName: `${name}.` },
      involvedObject: { apiVersion: 'v1', kind: 'Service', namespace, name, uid },
      type,
      reason,
      message: message.slice(0, LONGEST_MESSAGE),
      source: { component: 'gcepool' },
      reportingComponent: 'gcepool',
      reportingInstance: instance,
      firstTimestamp: timestamp,
      lastTimestamp: timestamp,
      count: 1,
    };
    const request: ApiRequest = { method: 'POST', path: `/api/v1/namespaces/${namespace}/events`, body };
    this.#write(`event ${key}`, { request, onFailure: () => this.#toldAt.delete(key) });
  }

  /** Says in the annotation of a Service what serves it; `undefined` takes the annotation away. */
  annotate({ namespace, name, uid }: ServiceRef, backends: string | undefined): void {
    // The uid makes it fail on a Service that was made anew meanwhile.
    const body = { metadata: { uid, annotations: { [BACKENDS_ANNOTATION]: backends ?? null } } };
    const path = `/api/v1/namespaces/${namespace}/services/${name}`;
    this.#write(`annotation ${uid}`, { request: { method: 'PATCH', path, body } });
  }

  /** Writes no more: drops what waits, and resolves when the request that is under way has been answered. */
  async end(): Promise<void> {
    this.#waiting.clear();
    await this.#written;
  }

  #write(key: string, write: Write): void {
    this.#waiting.delete(key);
    this.#waiting.set(key, write);
    if (!this.#isWriting) this.#written = this.#writeAll();
  }

  async #writeAll(): Promise<void> {
    this.#isWriting = true;
    for (const [key, write] of this.#waiting) {
      this.#waiting.delete(key);
      await this.#writeOne(write);
    }
    // Not a moment later: what is to be written from now on begins anew.
    this.#isWriting = false;
  }

  async #writeOne({ request, onFailure }: Write): Promise<void> {
    const { api, mayWrite, onTrouble } = this.#options;
    try {
      if (mayWrite()) await api.ask(request);
      else onFailure?.();
    } catch (error) {
      onFailure?.();
      // A Service that is gone, or another one by now, needs no report.
      if (!isNotFound(error) && !isConflict(error)) onTrouble?.(error);
    }
  }
}
