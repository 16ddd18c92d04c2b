import type { Matched } from '../test/replayed-recordings.ts';

/** The text of src/evidence/recorded-methods.ts. */
export function recordedMethodsSource(byMethod: ReadonlyMap<string, Matched>): string {
  const lines = [...byMethod]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, { matched, exchanges }]) => `  ['${id}', { matched: ${matched}, exchanges: ${exchanges} }],`);
  return `/** How the answers of a method compare with those that were recorded. */
export interface Recorded {
  /** Exchanges in which the status and every field agree. */
  readonly matched: number;
  readonly exchanges: number;
}

/**
 * Methods that are in recorded traffic with the real service, by id, and how many of their answers this simulator gives as
 * they were recorded. Made by \`npm run evidence -w @gcepool/sim\`.
 */
export const recordedMethods: ReadonlyMap<string, Recorded> = new Map([
${lines.join('\n')}
]);
`;
}
