import type { Method, Parameter } from '../src/model.ts';
import { encodeParameter } from './encode.ts';

/** The distinct parameters of a version, each with the key by which the lines of methods name it. */
export interface ParameterTable {
  /** `key descriptor`, sorted by key; without those of the version before. */
  readonly lines: readonly string[];
  readonly keyOf: (name: string, parameter: Parameter) => string;
  /** The keys by name and descriptor. */
  readonly keys: ReadonlyMap<string, string>;
}

/**
 * Gives every distinct parameter a key: its name, and for the rarer parameters of the same name `name.2`, `name.3` and
 * so on, the more frequent first. What has a key in `base`, the table of the version before, keeps it.
 */
export function parameterTable(methods: readonly Method[], base?: ParameterTable): ParameterTable {
  const keys = new Map(base?.keys);
  const uses = new Map<string, Map<string, number>>();
  for (const method of methods) {
    for (const [name, parameter] of Object.entries(method.parameters)) {
      const descriptor = encodeParameter(parameter);
      if (keys.has(`${name} ${descriptor}`)) continue;
      const counts = uses.get(name) ?? new Map<string, number>();
      uses.set(name, counts.set(descriptor, (counts.get(descriptor) ?? 0) + 1));
    }
  }
  const lines: string[] = [];
  for (const name of [...uses.keys()].toSorted()) {
    const ranked = [...(uses.get(name) ?? [])].toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
    const first = [...keys.keys()].filter((key) => key.startsWith(`${name} `)).length;
    for (const [rank, [descriptor]] of ranked.entries()) {
      const key = first + rank === 0 ? name : `${name}.${first + rank + 1}`;
      keys.set(`${name} ${descriptor}`, key);
      lines.push(`${key} ${descriptor}`);
    }
  }
  return {
    lines,
    keys,
    keyOf: (name, parameter) => {
      const key = keys.get(`${name} ${encodeParameter(parameter)}`);
      if (key === undefined) throw new Error(`Parameter ${name} is not in the table`);
      return key;
    },
  };
}
