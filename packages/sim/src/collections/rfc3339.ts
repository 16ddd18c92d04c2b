import type { Resource } from '../wire/wire.ts';

const BILLION = 1_000_000_000n;

/**
 * The time that lies a duration after another, to the nanosecond, in UTC.
 *
 * @param time RFC 3339
 * @returns undefined if either is malformed
 */
export function timeAfter(time: string, duration: Resource<'Duration'>): string | undefined {
  const start = nanosecondsOf(time);
  const { seconds = '0', nanos = 0 } = duration;
  if (start === undefined || !/^-?\d+$/.test(seconds)) return undefined;
  const length = BigInt(seconds) * BILLION + BigInt(nanos);
  return formatNanoseconds(start + length);
}

function nanosecondsOf(time: string): bigint | undefined {
  const fraction = /\.(\d+)/.exec(time)?.[1] ?? '';
  const milliseconds = Date.parse(time.replace(/\.\d+/, ''));
  if (!Number.isFinite(milliseconds)) return undefined;
  return BigInt(milliseconds) * 1_000_000n + BigInt(fraction.padEnd(9, '0').slice(0, 9));
}

/** Without a fraction, or with three, six or nine digits of it, as messages of time are printed. */
function formatNanoseconds(nanoseconds: bigint): string {
  const fraction = ((nanoseconds % BILLION) + BILLION) % BILLION;
  const seconds = (nanoseconds - fraction) / BILLION;
  const whole = new Date(Number(seconds) * 1000).toISOString().slice(0, -5);
  if (fraction === 0n) return `${whole}Z`;
  return `${whole}.${String(fraction)
    .padStart(9, '0')
    .replace(/(?:000){1,2}$/, '')}Z`;
}
