import { own } from '../../kernel/own.ts';
import type { State } from '../../kernel/state.ts';

/** How much of the output on a port is kept: "the last 1 MB" (description of `getSerialPortOutput`). */
const MOST_BYTES = 1024 * 1024;

/** What was said of what runs in an instance, for nothing does here. A type, not an interface, so that it is JSON. */
export type Guest = {
  /** What it has printed, by port. */
  readonly output: { readonly [port: string]: GuestOutput };
  /** What it has published, by namespace and key. */
  readonly attributes: { readonly [namespace: string]: { readonly [key: string]: string } };
};

/** What is kept of the output on a port. */
export type GuestOutput = {
  /** How many bytes came before it. */
  readonly start: number;
  readonly contents: string;
};

const SILENT: Guest = { output: {}, attributes: {} };
const NO_OUTPUT: GuestOutput = { start: 0, contents: '' };

/** The guest of an instance, which may be yet to come. What was said of an instance of that name that is gone is not of this one. */
export function guestOf(instance: string, state: State): Guest {
  const known = state.told.get(instance);
  if (known === undefined) return SILENT;
  if (known['id'] !== undefined && known['id'] !== state.get(instance)?.resource['id']) return SILENT;
  // `changeGuest` alone writes what is told of an instance.
  return known as Guest;
}

/** Says of a guest what it is from now on. */
export function changeGuest(instance: string, state: State, change: (guest: Guest) => Guest): void {
  const { output, attributes } = change(guestOf(instance, state));
  const id = state.get(instance)?.resource['id'];
  state.told.set(instance, { ...(id === undefined ? {} : { id }), output, attributes });
}

export const outputOf = (guest: Guest, port: number): GuestOutput => own(guest.output, String(port)) ?? NO_OUTPUT;

/** The guest that has printed more; what is too much of it is discarded from the beginning. */
export function withOutput(guest: Guest, port: number, text: string): Guest {
  const { start, contents } = outputOf(guest, port);
  const all = Buffer.from(contents + text);
  let cut = Math.max(0, all.length - MOST_BYTES);
  // What is left begins with a whole character, or its bytes would be others.
  while (((all[cut] ?? 0) & 0xc0) === 0x80) cut++;
  const kept = { start: start + cut, contents: all.subarray(cut).toString() };
  return { ...guest, output: { ...guest.output, [port]: kept } };
}

/** A text without its first bytes. */
export const bytesFrom = (text: string, count: number): string => Buffer.from(text).subarray(count).toString();

/** The guest that has published an attribute, or with `null` taken it back. */
export function withAttribute(
  guest: Guest,
  { namespace, key, value }: { readonly namespace: string; readonly key: string; readonly value: string | null },
): Guest {
  const others = Object.entries(own(guest.attributes, namespace) ?? {}).filter(([name]) => name !== key);
  const entries = value === null ? others : [...others, [key, value] as const];
  return { ...guest, attributes: { ...guest.attributes, [namespace]: Object.fromEntries(entries) } };
}
