import { own } from '../kernel/own.ts';
import type { Random } from './seeded-random.ts';

/** A function that is replaced, whatever it takes. */
export type AnyFunction = (...args: never[]) => unknown;

/** The chance of the code that runs; undefined where that is the machine's. */
type Current = () => Random | undefined;

/** What a Node.js has that lacks a function. */
export const noFunction = (): never => {
  throw new Error('this Node.js has no such function');
};

/**
 * What draws by chance, and what takes its place, by where it is.
 *
 * @param crypto the module `node:crypto`
 */
export function chanceInPlaceOf(
  crypto: Readonly<Record<string, AnyFunction>>,
  current: Current,
): readonly (readonly [object, Readonly<Record<string, unknown>>])[] {
  const web = globalThis.crypto;
  const real = (name: string): AnyFunction => own(crypto, name) ?? noFunction;
  return [
    [Math, { random: drawnBy(current, Math.random, (random) => random.next()) }],
    [
      web,
      {
        randomUUID: drawnBy(current, web.randomUUID.bind(web), (random) => random.uuid()),
        getRandomValues: fillingInPlaceOf(current, web.getRandomValues.bind(web)),
      },
    ],
    [
      crypto,
      {
        randomUUID: drawnBy(current, real('randomUUID'), (random) => random.uuid()),
        randomBytes: bytesInPlaceOf(current, real('randomBytes')),
        randomInt: integerInPlaceOf(current, real('randomInt')),
        randomFillSync: fillingInPlaceOf(current, real('randomFillSync')),
        randomFill: fillingLaterInPlaceOf(current, real('randomFill'), real('randomFillSync')),
      },
    ],
  ];
}

const drawnBy =
  <T>(current: Current, real: AnyFunction, draw: (random: Random) => T) =>
  (...args: unknown[]): T => {
    const random = current();
    // What is replaced gives what the replacement gives.
    return random === undefined ? ((real as (...args: unknown[]) => unknown)(...args) as T) : draw(random);
  };

const bytesInPlaceOf =
  (current: Current, real: AnyFunction) =>
  (size: number, callback?: (error: null, bytes: Buffer) => void): unknown => {
    const random = current();
    if (random === undefined) return (real as (...args: unknown[]) => unknown)(size, ...(callback ? [callback] : []));
    const bytes = random.bytes(size);
    if (callback === undefined) return bytes;
    queueMicrotask(() => callback(null, bytes));
  };

const integerInPlaceOf =
  (current: Current, real: AnyFunction) =>
  (...args: readonly unknown[]): unknown => {
    const call = real as (...given: readonly unknown[]) => number;
    const random = current();
    if (random === undefined) return call(...args);
    const callback = args.find((one) => typeof one === 'function') as
      | ((error: null, value: number) => void)
      | undefined; // what crypto takes there
    const limits = args.filter((one) => typeof one === 'number');
    // It refuses what makes no sense.
    call(...args.filter((one) => one !== callback));
    const value =
      limits.length > 1 ? random.integer(limits[0] ?? 0, limits[1] ?? 1) : random.integer(0, limits[0] ?? 1);
    if (callback === undefined) return value;
    queueMicrotask(() => callback(null, value));
  };

const fillingInPlaceOf =
  (current: Current, real: AnyFunction) =>
  (target: ArrayBufferView | ArrayBuffer, ...rest: readonly number[]): unknown => {
    // It refuses what makes no sense, and what it fills is filled anew.
    const filled = (real as (...args: readonly unknown[]) => unknown)(target, ...rest);
    current()?.fill(target, ...rest);
    return filled;
  };

const fillingLaterInPlaceOf = (
  current: Current,
  later: AnyFunction,
  atOnce: AnyFunction,
): ((...args: readonly unknown[]) => void) => {
  const fill = fillingInPlaceOf(current, atOnce);
  return (...args) => {
    const callback = args.at(-1);
    if (current() === undefined || typeof callback !== 'function') {
      // It refuses what makes no sense.
      (later as (...given: readonly unknown[]) => void)(...args);
      return;
    }
    // What it fills and where, as its caller says it to both.
    const filled = fill(...(args.slice(0, -1) as Parameters<typeof fill>));
    queueMicrotask(() => void callback(null, filled));
  };
};
