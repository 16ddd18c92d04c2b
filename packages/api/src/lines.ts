/** The lines of a block by their names; taken apart when they are first asked for. */
export type LinesByName = () => ReadonlyMap<string, string>;

/**
 * The lines of a block of the generated model, each `name rest of the line`, split at its first blank; the rest may be empty. A
 * block begins and ends with a line break.
 */
export function linesByName(block: string): LinesByName {
  let lines: ReadonlyMap<string, string> | undefined;
  return () => (lines ??= split(block));
}

function split(block: string): ReadonlyMap<string, string> {
  const lines = new Map<string, string>();
  if (block.length < 3) return lines;
  for (const line of block.slice(1, -1).split('\n')) {
    const blank = line.indexOf(' ');
    if (blank === -1) lines.set(line, '');
    else lines.set(line.slice(0, blank), line.slice(blank + 1));
  }
  return lines;
}
