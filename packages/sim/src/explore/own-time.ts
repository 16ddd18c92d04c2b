import { AsyncLocalStorage } from 'node:async_hooks';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { promisify } from 'node:util';
import type { AnyFunction } from './own-chance.ts';
import { chanceInPlaceOf, noFunction } from './own-chance.ts';
import type { Random } from './seeded-random.ts';
import { VirtualTimeout } from './virtual-timers.ts';
import type { VirtualTimers } from './virtual-timers.ts';

/** What the code of one start of a program has of its own, in place of the machine's: timers, the time of day, and chance. */
export interface OwnTime {
  readonly timers: VirtualTimers;
  readonly now: () => number;
  readonly random: Random;
}

const owning = new AsyncLocalStorage<OwnTime>();

/** Runs code that has time and chance of its own, and whatever it starts. {@link replaceTime} must hold. */
export const withOwnTime = <T>(own: OwnTime, code: () => T): T => owning.run(own, code);

let users = 0;
let putBack: (() => void) | undefined;

/**
 * From here on, until the function is called that this gives, timers, dates and chance are a program's own where it was started by
 * {@link withOwnTime}, and those of the machine for everybody else.
 */
export function replaceTime(): () => void {
  if (users === 0) putBack = replaceAll();
  users++;
  let isOver = false;
  return () => {
    if (isOver) return;
    isOver = true;
    if (--users > 0) return;
    putBack?.();
    putBack = undefined;
  };
}

/** Puts functions in the place of others, and gives what puts those back. */
function replace(target: object, replacements: Readonly<Record<string, unknown>>): () => void {
  const before = Object.keys(replacements).map(
    (name) => [name, Object.getOwnPropertyDescriptor(target, name)] as const,
  );
  for (const [name, value] of Object.entries(replacements)) {
    Object.defineProperty(target, name, { value, configurable: true, writable: true, enumerable: true });
  }
  return () => {
    for (const [name, descriptor] of before) {
      if (descriptor === undefined) Reflect.deleteProperty(target, name);
      else Object.defineProperty(target, name, descriptor);
    }
  };
}

function replaceAll(): () => void {
  const load = createRequire(import.meta.url ?? __filename);
  // Modules of Node.js, of which what they export may be written to.
  const [timers, timersPromises, crypto] = ['node:timers', 'node:timers/promises', 'node:crypto'].map(
    (name) => load(name) as Record<string, AnyFunction>,
  ) as [Record<string, AnyFunction>, Record<string, AnyFunction>, Record<string, AnyFunction>];
  const ownTimers = timersInPlaceOf(globalThis);
  const ownPromises = promisesInPlaceOf(timersPromises);
  const undo = [
    replace(globalThis, { ...ownTimers, Date: dateInPlaceOf(globalThis.Date) }),
    replace(timers, ownTimers),
    replace(timersPromises, ownPromises),
    replace(Object(timersPromises['scheduler']) as object, {
      wait: (ms: number, options?: Abortable) => ownPromises['setTimeout'](ms, undefined, options),
    }),
    replace(AbortSignal, { timeout: timeoutInPlaceOf(AbortSignal.timeout.bind(AbortSignal)) }),
    replace(performance, { now: performanceInPlaceOf(performance.now.bind(performance)) }),
    ...chanceInPlaceOf(crypto, () => owning.getStore()?.random).map(([target, own]) => replace(target, own)),
  ];
  // Programs import the functions by name as well.
  syncBuiltinESMExports();
  return () => {
    for (const back of undo.toReversed()) back();
    syncBuiltinESMExports();
  };
}

function timersInPlaceOf({
  setTimeout,
  setInterval,
  clearTimeout,
  clearInterval,
}: typeof globalThis): Readonly<Record<string, unknown>> {
  const starting =
    (real: typeof setTimeout | typeof setInterval, isRepeated: boolean) =>
    (callback: (...args: unknown[]) => void, ms?: number, ...args: unknown[]): unknown =>
      owning.getStore()?.timers.start(() => callback(...args), ms, isRepeated) ?? real(callback, ms, ...args);
  const ending =
    (real: typeof clearTimeout) =>
    (timeout?: unknown): void => {
      if (timeout instanceof VirtualTimeout) timeout.close();
      else if (typeof timeout === 'number' && owning.getStore() !== undefined)
        owning.getStore()?.timers.clearNumber(timeout);
      else real(timeout as NodeJS.Timeout); // Whatever the program gave, as it would have been without this.
    };
  const start = starting(setTimeout, false);
  Object.defineProperty(start, promisify.custom, {
    value: <T>(ms?: number, value?: T): Promise<T | undefined> =>
      new Promise((resolve) => void start(() => resolve(value), ms)),
  });
  return {
    setTimeout: start,
    setInterval: starting(setInterval, true),
    clearTimeout: ending(clearTimeout),
    clearInterval: ending(clearInterval),
  };
}

function promisesInPlaceOf(
  real: Readonly<Record<string, AnyFunction>>,
): Readonly<Record<'setInterval' | 'setTimeout', (ms?: number, value?: unknown, options?: Abortable) => unknown>> {
  const wait = real['setTimeout'] ?? noFunction;
  const repeat = real['setInterval'] ?? noFunction;
  const setTimeout = (ms?: number, value?: unknown, options: Abortable = {}): unknown => {
    const own = owning.getStore();
    if (own === undefined) return (wait as (...args: unknown[]) => unknown)(ms, value, options);
    return new Promise((resolve, reject) => {
      const giveUp = (): void => {
        timeout.close();
        reject(abortError(options.signal));
      };
      const end = (): void => {
        options.signal?.removeEventListener('abort', giveUp);
        resolve(value);
      };
      const timeout = own.timers.start(end, ms, false);
      if (options.signal?.aborted === true) giveUp();
      else options.signal?.addEventListener('abort', giveUp, { once: true });
    });
  };
  const setInterval = (ms?: number, value?: unknown, options: Abortable = {}): unknown =>
    owning.getStore() === undefined
      ? (repeat as (...args: unknown[]) => unknown)(ms, value, options)
      : repeated(() => setTimeout(ms, value, options));
  return { setTimeout, setInterval };
}

interface Abortable {
  readonly signal?: AbortSignal;
}

/** One value after another, each waited for when it is asked for. */
async function* repeated(next: () => unknown): AsyncGenerator {
  for (;;) yield await next();
}

const abortError = (signal: AbortSignal | undefined): Error =>
  Object.assign(new Error('The operation was aborted', { cause: signal?.reason }), {
    name: 'AbortError',
    code: 'ABORT_ERR',
  });

/** A `Date` that is the machine's own but for what time it is. */
const dateInPlaceOf = (real: DateConstructor): DateConstructor =>
  new Proxy(real, {
    construct: (target, args: unknown[], newTarget) => {
      const own = args.length === 0 ? owning.getStore() : undefined;
      // A constructor of `Date` gives an object.
      return Reflect.construct(target, own === undefined ? args : [own.now()], newTarget) as object;
    },
    apply: (target) => {
      const own = owning.getStore();
      return own === undefined ? target() : new target(own.now()).toString();
    },
    get: (target, name, receiver): unknown => {
      if (name !== 'now') return Reflect.get(target, name, receiver);
      return () => owning.getStore()?.now() ?? target.now();
    },
  });

const timeoutInPlaceOf =
  (real: (ms: number) => AbortSignal) =>
  (ms: number): AbortSignal => {
    const own = owning.getStore();
    if (own === undefined) return real(ms);
    const controller = new AbortController();
    const end = (): void =>
      controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'));
    own.timers.start(end, ms, false);
    return controller.signal;
  };

const performanceInPlaceOf = (real: () => number) => (): number => {
  const own = owning.getStore();
  return own === undefined ? real() : own.now() - BEGINNING;
};

/** Of the time that `performance` tells: that of no moment, as small as programs are used to. */
const BEGINNING = Date.parse('2026-01-01T00:00:00Z');
