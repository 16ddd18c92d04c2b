import type { BackendService, HealthCheck, InstanceGroup } from '@gcepool/api';
import type { CallOptions, ListOptions } from './cloud.ts';
import { notFound } from './refusal.test-support.ts';

/** What an in-memory project holds, by path below the project, and what every call of it goes through. */
export class InMemoryState {
  readonly calls: string[] = [];
  readonly services = new Map<string, BackendService>();
  readonly checks = new Map<string, HealthCheck>();
  readonly groups = new Map<string, InstanceGroup>();
  readonly members = new Map<string, Set<string>>();
  /** May refuse a call before it does anything. */
  refuse: (call: string, body?: unknown) => Error | undefined = () => undefined;
  /** May lose the answer to a call that was carried out. */
  lose: (call: string) => Error | undefined = () => undefined;
  /** Request ids that were carried out. */
  readonly #done = new Set<string>();
  #revision = 0;

  /** A call that reads. */
  read<T>(method: string, about: string, answer: () => T): T {
    const call = this.#admit(method, about);
    const copy = structuredClone(answer());
    const lost = this.lose(call);
    if (lost !== undefined) throw lost;
    return copy;
  }

  /** A call that changes something, once for each request id. */
  change(method: string, about: string, options: CallOptions | undefined, act: () => void, body?: unknown): void {
    const call = this.#admit(method, about, body);
    const { requestId } = options ?? {};
    if (requestId === undefined || !this.#done.has(requestId)) act();
    if (requestId !== undefined) this.#done.add(requestId);
    const lost = this.lose(call);
    if (lost !== undefined) throw lost;
  }

  find<T>(from: ReadonlyMap<string, T>, path: string): T {
    const found = from.get(path);
    if (found === undefined) throw notFound(path);
    return found;
  }

  fingerprint(): string {
    this.#revision += 1;
    return `fingerprint-${this.#revision}`;
  }

  #admit(method: string, about: string, body?: unknown): string {
    const call = `${method} ${about}`.trim();
    this.calls.push(call);
    const refused = this.refuse(call, body);
    if (refused !== undefined) throw refused;
    return call;
  }
}

/** The items whose names a filter of the form `name eq "<regular expression>"` lets through. */
export function filtered<T extends { name?: string | undefined }>(
  items: Iterable<T>,
  { filter }: ListOptions = {},
): T[] {
  const [, pattern] = /^name eq "(.*)"$/.exec(filter ?? '') ?? [];
  const expression = new RegExp(`^(?:${pattern ?? '.*'})$`);
  return [...items].filter(({ name = '' }) => expression.test(name));
}

/** A JSON merge patch (RFC 7396) laid over what is there. */
export function patched<T>(present: T, patch: unknown): T {
  const laidOver = (under: unknown, over: unknown): unknown => {
    if (!isObject(over)) return over;
    const known = isObject(under) ? under : {};
    const fields = Object.entries(over).map(([key, value]) => [key, laidOver(known[key], value)]);
    const merged = { ...known, ...Object.fromEntries(fields) };
    return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null));
  };
  // A patch of a resource gives a resource.
  return laidOver(present, patch) as T;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
