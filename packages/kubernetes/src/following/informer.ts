import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '@gcepool/core';
import { pauseAfter } from '@gcepool/core/internal';
import { ApiServerError, errorOfStatus, isGone } from '../api-server/api-server-error.ts';
import type { ApiServer } from '../api-server/api-server.ts';
import { isJsonObject, textAt } from '../objects/json-object.ts';
import type { JsonObject } from '../objects/json-object.ts';
import { qualifiedName } from '../objects/service-name.ts';
import { listObjects } from './list-objects.ts';
import type { WatchedKind } from './watched-kind.ts';

/** What an informer is made of. */
export interface InformerOptions {
  readonly api: ApiServer;
  readonly kind: WatchedKind;
  readonly clock: Required<Clock>;
  /** Called when what is kept of an object has changed, or the objects are known again. Must not throw. */
  readonly onChange: (what: string) => void;
  /** Called when the objects have become those of the server. Must not throw. */
  readonly onCurrent: () => void;
  /** Called when the server does not do as it is asked; the informer goes on. Must not throw. */
  readonly onTrouble: (error: unknown) => void;
}

const BACKOFF = { firstMs: 800, longestMs: 30_000 };
/** A watch that ends sooner was cut off by something on the way. */
const SHORT_WATCH_MS = 1_000;
/** All is listed anew so often, whatever the watch says; a kind that the cluster does not know is looked for so often. */
const RELIST_MS = 3_600_000;
const LOOK_AGAIN_MS = 300_000;

/**
 * The objects of one kind, kept in step with an API server: listed once and watched from there; listed anew when the server has
 * forgotten the version that is held, and once in an hour. Between watches, and after failures, it goes on from what it has.
 */
export class Informer {
  readonly #options: InformerOptions;
  #objects = new Map<string, JsonObject>();
  #listedAt = -Infinity;
  /** Absent: all is to be listed before anything else. */
  #version: string | undefined;
  #state: 'unread' | 'current' | 'behind' = 'unread';
  #trouble: unknown;
  #failures = 0;

  constructor(options: InformerOptions) {
    this.#options = options;
  }

  /** Why its objects may not be those of the server at present; `undefined` where they are. */
  get doubt(): string | undefined {
    const { kind } = this.#options.kind;
    if (this.#state === 'current') return undefined;
    const reason = this.#trouble instanceof Error ? `: ${this.#trouble.message}` : '';
    return `${kind}s ${this.#state === 'unread' ? 'have not been read yet' : 'are not known at present'}${reason}`;
  }

  /** The objects, as they were last seen. */
  get objects(): readonly JsonObject[] {
    return [...this.#objects.values()];
  }

  /** Follows the server until `stop` aborts. */
  async run(stop: AbortSignal): Promise<void> {
    const { clock, onTrouble } = this.#options;
    while (!stop.aborted) {
      try {
        await this.#follow(stop);
      } catch (error) {
        if (stop.aborted) return;
        if (isGone(error)) this.#version = undefined;
        this.#trouble = error;
        if (this.#state === 'current') this.#state = 'behind';
        onTrouble(error);
        this.#failures += 1;
        const pauseMs = pauseAfter(this.#failures, BACKOFF, () => clock.random());
        const askedMs = error instanceof ApiServerError ? (error.retryAfterMs ?? 0) : 0;
        await this.#sleep(Math.max(pauseMs, askedMs), stop);
      }
    }
  }

  /** One watch from its beginning to its end, and the list before it where one is needed. */
  async #follow(stop: AbortSignal): Promise<void> {
    const { clock, api, kind } = this.#options;
    if (this.#version === undefined || clock.now() - this.#listedAt >= RELIST_MS) {
      const { objects, resourceVersion } = await listObjects(api, kind, stop);
      this.#listedAt = clock.now();
      this.#version = resourceVersion;
      this.#replace(new Map(objects.map((object) => [qualifiedName(object), object])));
      this.#becomeCurrent();
      if (resourceVersion === undefined) return this.#sleep(LOOK_AGAIN_MS, stop);
    }
    const startedAt = clock.now();
    const events = await api.follow({
      path: kind.path,
      query: {
        watch: 'true',
        labelSelector: kind.labelSelector,
        resourceVersion: this.#version,
        allowWatchBookmarks: 'true',
        // Watches end at different times, so that not all clients come back at once.
        timeoutSeconds: Math.round(300 + 300 * clock.random()),
      },
      signal: stop,
    });
    this.#becomeCurrent();
    for await (const event of events) this.#take(event);
    if (clock.now() - startedAt < SHORT_WATCH_MS)
      throw new ApiServerError(`the watch of ${kind.path} ended at once`, 0);
    this.#failures = 0;
  }

  #take(event: JsonObject): void {
    const { kind } = this.#options;
    const { type, object } = event;
    if (type === 'ERROR' || !isJsonObject(object)) throw errorOfStatus(`the watch of ${kind.path}`, object);
    this.#version = textAt(object, 'metadata', 'resourceVersion') ?? this.#version;
    this.#failures = 0;
    if (type === 'BOOKMARK') return;
    const kept = kind.keep(object);
    const name = qualifiedName(kept);
    const before = this.#objects.get(name);
    if (type === 'DELETED') this.#objects.delete(name);
    else this.#objects.set(name, kept);
    if (!this.#isSame(before, type === 'DELETED' ? undefined : kept)) this.#tellChange(name);
  }

  /** Whether nothing differs that bears on anything. */
  #isSame(before: JsonObject | undefined, after: JsonObject | undefined): boolean {
    const { bearing = (kept: JsonObject): JsonObject => kept } = this.#options.kind;
    return isDeepStrictEqual(before && bearing(before), after && bearing(after));
  }

  #replace(objects: Map<string, JsonObject>): void {
    const names = [...new Set([...this.#objects.keys(), ...objects.keys()])];
    const isChanged = names.some((name) => !this.#isSame(this.#objects.get(name), objects.get(name)));
    this.#objects = objects;
    if (isChanged && this.#state !== 'unread') this.#options.onChange(`${this.#options.kind.kind}s changed`);
  }

  /** The server answers, and what is held is what it has. */
  #becomeCurrent(): void {
    const was = this.#state;
    this.#state = 'current';
    this.#trouble = undefined;
    const { kind, onChange, onCurrent } = this.#options;
    if (was !== 'current') onCurrent();
    if (was === 'behind') onChange(`${kind.kind}s are known again`);
  }

  #tellChange(name: string): void {
    const { kind, onChange } = this.#options;
    onChange(`${kind.kind} ${name} changed`);
  }

  /** Resolves early where the informer is to stop. */
  async #sleep(ms: number, stop: AbortSignal): Promise<void> {
    try {
      await this.#options.clock.sleep(ms, stop);
    } catch (error) {
      if (!stop.aborted) throw error;
    }
  }
}
