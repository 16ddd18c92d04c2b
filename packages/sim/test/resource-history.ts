import type { Step, Timed } from './linearizable.ts';
import { isLinearizable, smallestLoser } from './linearizable.ts';

/** What became of a request. */
export type Result =
  /** It was accepted. Of a read: what it showed. */
  | { readonly kind: 'done'; readonly value?: string }
  /** There is one already, or the fingerprint is another. */
  | { readonly kind: 'conflict' }
  | { readonly kind: 'absent' }
  /** It was refused for a reason that says nothing of the resource: an operation is at work on it. */
  | { readonly kind: 'refused' }
  /** Nobody knows: the connection was lost, or the server says so itself. */
  | { readonly kind: 'unknown' };

/** A request about one resource. Every value is written once at most. */
export interface ResourceOp extends Timed {
  readonly kind: 'delete' | 'get' | 'insert' | 'patch';
  /** What it writes. */
  readonly value?: string;
  /** Of a patch: what was there when the fingerprint was read that it carries. */
  readonly expected?: string;
  readonly result: Result;
}

/** What a resource holds; undefined where there is none. */
type Held = string | undefined;

/**
 * It was deleted, and the operation has not ended, or has: whoever reads in the project ends it, and of that a history of one resource knows
 * nothing. Until then its name is taken.
 */
const LEAVING = '(leaving)';

/** A resource as one who has it alone would see it. */
const resourceStep: Step<ResourceOp, Held> = (held, { kind, value, expected, result }) => {
  if (result.kind === 'refused') return [held];
  const found = held === LEAVING ? undefined : held;
  if (kind === 'get') {
    if (result.kind === 'unknown') return [held, found];
    return isShown(result, found) ? [found] : [];
  }
  const after = effectOf(kind, found, value, expected);
  if (result.kind === 'unknown') return after === NONE ? [held] : [held, after];
  if (result.kind === 'done') return after === NONE ? [] : [after];
  return isRefusedSo(kind, result.kind, held, expected) ? [held] : [];
};

const NONE = Symbol('no effect');

const isShown = (result: Result, found: Held): boolean =>
  result.kind === 'done'
    ? found !== undefined && result.value === found
    : result.kind === 'absent' && found === undefined;

function effectOf(kind: ResourceOp['kind'], found: Held, value: Held, expected: Held): Held | typeof NONE {
  if (kind === 'insert') return found === undefined ? value : NONE;
  if (kind === 'delete') return found === undefined ? NONE : LEAVING;
  if (kind === 'patch') return found !== undefined && found === expected ? value : NONE;
  return NONE;
}

function isRefusedSo(kind: ResourceOp['kind'], why: Result['kind'], held: Held, expected: Held): boolean {
  if (kind === 'insert') return why === 'conflict' && held !== undefined;
  const found = held === LEAVING ? undefined : held;
  if (why === 'absent') return found === undefined;
  return kind === 'patch' && found !== undefined && found !== expected;
}

const isRight = (history: readonly ResourceOp[]): boolean =>
  isLinearizable<ResourceOp, Held>(history, undefined, resourceStep, (held) => held ?? '');

/** What of a history cannot have been, as short as it is found; undefined where all can. */
export function impossibleIn(history: readonly ResourceOp[]): readonly ResourceOp[] | undefined {
  if (isRight(history)) return undefined;
  return smallestLoser(
    history,
    isRight,
    ({ kind }) => kind === 'get',
    (op) => ({ ...op, end: Infinity, result: { kind: 'unknown' } }),
  );
}
