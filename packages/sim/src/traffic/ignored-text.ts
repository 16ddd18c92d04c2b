import type { Ignored } from '../kernel/ignored.ts';

/** One thing that has no effect, as people read it: `resource.x (nearest: y)`. */
export function ignoredText({ field, value, nearest }: Ignored): string {
  const what = value === undefined ? field : `${field}: '${value}'`;
  return nearest === undefined ? what : `${what} (nearest: ${nearest})`;
}
