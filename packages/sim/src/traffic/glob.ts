/**
 * Whether a text matches a pattern in which `*` stands for any characters, none included. In time linear in either
 * length for each star: patterns may come from anybody.
 */
export function matchesGlob(pattern: string, text: string): boolean {
  return matches(
    Array.from(pattern),
    Array.from(text),
    (part) => part === '*',
    (part, character) => part === character,
  );
}

/**
 * Whether a resource path matches a pattern: `*` stands for any characters but a slash, and the segment `**` for any
 * number of segments.
 */
export function matchesPath(pattern: string, path: string): boolean {
  return matches(pattern.split('/'), path.split('/'), (segment) => segment === '**', matchesGlob);
}

/** A star takes as little as it can; where what follows does not fit, the last one takes one more. */
function matches(
  pattern: readonly string[],
  parts: readonly string[],
  isStar: (part: string) => boolean,
  fits: (expected: string, part: string) => boolean,
): boolean {
  let at = 0;
  let star: { readonly next: number; taken: number } | undefined;
  for (let index = 0; index < parts.length;) {
    const expected = pattern[at];
    const part = parts[index];
    if (expected !== undefined && isStar(expected)) {
      star = { next: ++at, taken: index };
    } else if (expected !== undefined && part !== undefined && fits(expected, part)) {
      at++;
      index++;
    } else if (star === undefined) {
      return false;
    } else {
      at = star.next;
      index = ++star.taken;
    }
  }
  return pattern.slice(at).every(isStar);
}
