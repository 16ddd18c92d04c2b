import type { Run } from './run.ts';

/** What operations that never end hold: it can be neither changed nor judged, by nobody. */
export const stuckPaths = ({ calls }: Run): ReadonlySet<string> =>
  new Set(calls.flatMap(({ kind, path }) => (kind === 'operationNeverEnds' ? [path] : [])));
