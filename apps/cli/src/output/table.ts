import { stripVTControlCharacters } from 'node:util';

const gap = '  ';

/** Rows with their columns aligned to the left, one line each, no trailing spaces. Cells may carry colour. */
export function table(rows: readonly (readonly string[])[], indent = ''): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, width(cell));
  }
  return rows.map((row) => {
    const cells = row.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - width(cell)));
    return (indent + cells.join(gap)).trimEnd();
  });
}

const width = (cell: string): number => stripVTControlCharacters(cell).length;
