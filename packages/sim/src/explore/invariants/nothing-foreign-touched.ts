import { readFields } from '../../read-fields.ts';
import { matchesPath } from '../../traffic/glob.ts';
import { isThere } from '../end-state.ts';
import { named } from './named.ts';
import type { Invariant } from '../run.ts';

export interface ForeignOptions {
  /** Paths of what is the program's own, with `*` for any part of a segment and `**` for any segments. */
  readonly own?: readonly string[];
}

/**
 * No call changes what is not the program's own. Without `own`, that is whatever was there before and is not changed without a
 * fault.
 *
 * @throws TypeError for an option that makes no sense
 */
export function nothingForeignTouched(options: ForeignOptions = {}): Invariant {
  readFields(options, 'The options of nothingForeignTouched', ['own']);
  const { own } = options;
  return named('nothingForeignTouched', (_, run) => {
    const changed = new Set(run.faultless.calls.flatMap(({ isMutation, path }) => (isMutation ? [path] : [])));
    const isForeign = (path: string): boolean =>
      own === undefined
        ? isThere(run.before, path) && !changed.has(path)
        : !own.some((pattern) => matchesPath(pattern, path));
    const touched = run.calls.filter(
      ({ isMutation, isUndone, path, status }) => isMutation && isUndone !== true && status < 400 && isForeign(path),
    );
    if (touched.length === 0) return;
    const lines = touched.map(({ number, method, path }) => `${path} (call ${number}, ${method})`);
    throw new Error(`Changed what is not the program's own: ${lines.join(', ')}.`);
  });
}
