/** The name that one was probably meant to be; `undefined` where none is like it. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const [nearest] = known
    .map((each) => ({ each, distance: editDistance(name, each) }))
    .filter(({ each, distance }) => distance <= Math.max(2, each.length / 3))
    .toSorted((one, other) => one.distance - other.distance);
  return nearest?.each;
}

/** How many letters have to be put in, taken out or replaced (Levenshtein). */
function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (const [index, letter] of one.split('').entries()) {
    let [diagonal = 0] = row;
    row = row.map((above, column) => above + (column === 0 ? 1 : 0));
    for (let column = 1; column < row.length; column += 1) {
      const above = row[column] ?? 0;
      const replaced = diagonal + (letter === other[column - 1] ? 0 : 1);
      row[column] = Math.min(replaced, above + 1, (row[column - 1] ?? index) + 1);
      diagonal = above;
    }
  }
  return row.at(-1) ?? 0;
}
