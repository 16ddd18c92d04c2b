/**
 * The lines of a block of the generated model, each split `name rest of the line` at its first blank; the rest may be
 * empty. A block begins and ends with a line break.
 */
export function linesByName(block: string): [name: string, rest: string][] {
  if (block.length < 3) return [];
  return block
    .slice(1, -1)
    .split('\n')
    .map((line) => {
      const blank = line.indexOf(' ');
      return blank === -1 ? [line, ''] : [line.slice(0, blank), line.slice(blank + 1)];
    });
}
