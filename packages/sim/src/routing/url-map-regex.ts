import type { RE2JS } from 're2js';
import { re2 } from '../kernel/re2.ts';

/**
 * A regular expression of a URL map in RE2 syntax, which takes time linear in what it is given; undefined for a text
 * that is none.
 */
export function compileRegex(pattern: string): RE2JS | undefined {
  const known = compiled.get(pattern);
  if (known !== undefined) return known;
  try {
    const regex = re2().compile(pattern);
    // Maps are small and few, but a client could send any number of patterns.
    if (compiled.size >= MOST_COMPILED) compiled.clear();
    compiled.set(pattern, regex);
    return regex;
  } catch {
    return undefined;
  }
}

const MOST_COMPILED = 1000;
const compiled = new Map<string, RE2JS>();

/** Whether a pattern matches a text from its beginning to its end, as those of URL maps must. */
export const matchesWhole = (pattern: string, text: string): boolean => compileRegex(pattern)?.testExact(text) === true;

/** Every match of a pattern replaced; `\1` in the substitution stands for the first group. */
export function replaceMatches(pattern: string, text: string, substitution: string): string {
  const regex = compileRegex(pattern);
  if (regex === undefined) return text;
  return regex
    .matcher(text)
    .replaceAll((...groups: readonly (string | undefined)[]) =>
      substitution.replaceAll(/\\(\d)/g, (_, group: string) => groups[Number(group)] ?? ''),
    );
}
