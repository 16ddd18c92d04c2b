import type { CallRecord } from '@gcepool/sim';
import type { Io } from '../io.ts';

/** Says of what had no effect in a request, once for each method and thing, that it had none. */
export function tellIgnored(io: Io): (call: CallRecord) => void {
  const told = new Set<string>();
  return ({ method = '', path, ignored = [] }) => {
    for (const { field, value, nearest } of ignored) {
      const what = value === undefined ? field : `${field}: '${value}'`;
      const known = nearest === undefined ? '' : ` (nearest: ${nearest})`;
      const key = `${method} ${what}`;
      // Whoever sends ever new names shall not fill the memory.
      if (told.has(key) || told.size >= MOST_TOLD) continue;
      told.add(key);
      io.remark(`${method} ${path}: ignored ${what}${known}`);
    }
  };
}

const MOST_TOLD = 10_000;
