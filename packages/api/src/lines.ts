/** The lines of a block of the generated model, which begins and ends with a line break. */
export function linesOf(block: string): string[] {
  return block.slice(1, -1).split('\n');
}

/** Splits each line `name rest of the line` of a block at its first blank; the rest may be empty. */
export function linesByName(block: string): [name: string, rest: string][] {
  return linesOf(block).map((line) => {
    const blank = line.indexOf(' ');
    return blank === -1 ? [line, ''] : [line.slice(0, blank), line.slice(blank + 1)];
  });
}
