import type { Method, Parameter } from '../src/model.ts';
import { encodeParameter } from './encode.ts';

/** The distinct parameters of the API, each with the key by which the lines of methods name it. */
export interface ParameterTable {
  /** `key descriptor`, sorted by key. */
  readonly lines: readonly string[];
  readonly keyOf: (name: string, parameter: Parameter) => string;
}

/**
 * Gives every distinct parameter a key: its name, and for the rarer parameters of the same name `name.2`, `name.3` and
 * so on, the more frequent first.
 */
export function parameterTable(methods: readonly Method[]): ParameterTable {
  const uses = new Map<string, Map<string, number>>();
  for (const method of methods) {
    for (const [name, parameter] of Object.entries(method.parameters)) {
      const descriptor = encodeParameter(parameter);
      const counts = uses.get(name) ?? new Map<string, number>();
      uses.set(name, counts.set(descriptor, (counts.get(descriptor) ?? 0) + 1));
    }
  }
  const keys = new Map<string, string>();
  const lines: string[] = [];
  for (const name of [...uses.keys()].toSorted()) {
    const ranked = [...(uses.get(name) ?? [])].toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
    for (const [rank, [descriptor]] of ranked.entries()) {
      const key = rank === 0 ? name : `${name}.${rank + 1}`;
      keys.set(`${name} ${descriptor}`, key);
      lines.push(`${key} ${descriptor}`);
    }
  }
  return {
    lines,
    keyOf: (name, parameter) => {
      const key = keys.get(`${name} ${encodeParameter(parameter)}`);
      if (key === undefined) throw new Error(`Parameter ${name} is not in the table`);
      return key;
    },
  };
}
