import type { LinesByName } from './lines.ts';

/** What a block of the generated model tells by names, each decoded when it is first asked for. */
export interface DecodedLines<T> {
  readonly names: readonly string[];
  readonly find: (name: string) => T | undefined;
}

/**
 * @param lines of a block; of a later version those that differ from the version before
 * @param decode is given what the version before has of that name
 * @param base what the version before has
 */
export function decodedLines<T>(
  lines: LinesByName,
  decode: (name: string, line: string, before: T | undefined) => T,
  base?: DecodedLines<T>,
): DecodedLines<T> {
  const decoded = new Map<string, T>();
  let names: readonly string[] | undefined;
  return {
    get names() {
      return (names ??= namesIn(lines(), base?.names));
    },
    find: (name) => {
      const known = decoded.get(name);
      if (known !== undefined) return known;
      const line = lines().get(name);
      if (line === undefined || name.startsWith('-')) return lines().has(`-${name}`) ? undefined : base?.find(name);
      const found = decode(name, line, base?.find(name));
      decoded.set(name, found);
      return found;
    },
  };
}

function namesIn(lines: ReadonlyMap<string, string>, before: readonly string[] | undefined): readonly string[] {
  if (before === undefined) return [...lines.keys()];
  const names = [...before.filter((name) => !lines.has(name)), ...lines.keys()];
  return names.filter((name) => !name.startsWith('-') && !lines.has(`-${name}`)).toSorted();
}
