import { fromEntry, toEntry } from './entry-json.ts';
import type { Json, JsonDraft, JsonObject } from './json.ts';
import { asArray, asObject, asString } from './json.ts';
import { notReady, quotaExceeded } from './refusal.ts';
import { parseScope, projectOf } from './resource-path.ts';
import { linkOf } from './self-link.ts';
import type { State } from './state.ts';
import type { Entry } from './entry.ts';
import { timestamp } from './timestamp.ts';
import type { BrokenLimit } from './claims.ts';
import { brokenLimit, claimsOf, exceededMessage } from './claims.ts';
import { plannedEntry } from './planned-writes.ts';
import type { Transaction } from './transaction.ts';

/** Why an operation ends without effect, in the form the operation shows it. */
export interface OperationError {
  /** HTTP status, such as 400. */
  readonly status: number;
  /** The reason in the spelling of operations, such as `RESOURCE_IN_USE_BY_ANOTHER_RESOURCE`. */
  readonly code: string;
  readonly message: string;
}

/** What a mutation asks of its operation. */
export interface OperationPlan {
  /** Where operations of this scope live: `projects/p/global`, `projects/p/zones/z`. */
  readonly scope: string;
  /** Such as `insert` or `compute.instanceGroups.addInstances`. */
  readonly type: string;
  readonly targetPath: string;
  readonly targetId: string | undefined;
  readonly user: string;
  /** Given back as `clientOperationId`. */
  readonly requestId: string | undefined;
  /** How long it runs, in milliseconds of virtual time; `Infinity` for ever. */
  readonly latencyMs: number;
  /** It is DONE when the caller sees it, as GCE's quickest mutations are. */
  readonly isDone: boolean;
  readonly error?: OperationError | undefined;
  /** What the service has to say that is no error, as `{ code, message, data }`; shown when it is DONE. */
  readonly warnings?: readonly JsonObject[] | undefined;
  /** It does not say what it works on until it is DONE. */
  readonly hidesTarget?: boolean;
}

/** How many finished operations are remembered; older ones are forgotten, as GCE forgets after some days. */
const FINISHED_OPERATIONS = 5_000;

const HTTP_MESSAGES: Readonly<Record<number, string>> = {
  400: 'BAD REQUEST',
  403: 'FORBIDDEN',
  404: 'NOT FOUND',
  409: 'CONFLICT',
  412: 'PRECONDITION FAILED',
  429: 'TOO MANY REQUESTS',
  500: 'INTERNAL SERVER ERROR',
  503: 'SERVICE UNAVAILABLE',
};

/**
 * Starts an operation that will apply the transaction's writes when it is done, and returns it as its caller sees it.
 * Until then it holds whatever it writes: no two unfinished operations write one resource.
 *
 * @throws Refusal when another operation holds one of them, or a limit leaves no room for them
 */
export function startOperation(transaction: Transaction, plan: OperationPlan): JsonObject {
  const { state } = transaction;
  const name = transaction.newOperationName();
  const id = transaction.newId();
  const path = `${plan.scope}/operations/${name}`;
  const insertTime = timestamp(transaction.now);
  const operation: JsonDraft = {
    kind: 'compute#operation',
    id,
    name,
    operationType: plan.type,
    status: 'RUNNING',
    user: plan.user,
    progress: 0,
    insertTime,
    startTime: insertTime,
    selfLink: linkOf(path),
  };
  const target = plan.hidesTarget === true ? {} : operation;
  target['targetLink'] = linkOf(plan.targetPath);
  if (plan.targetId !== undefined) target['targetId'] = plan.targetId;
  if (plan.requestId !== undefined) operation['clientOperationId'] = plan.requestId;
  const { scopeKind } = parseScope(plan.scope);
  if (scopeKind === 'zones') operation['zone'] = linkOf(plan.scope);
  if (scopeKind === 'regions') operation['region'] = linkOf(plan.scope);

  const claims = plan.error === undefined ? claimsOf(transaction) : {};
  const broken = brokenLimit(claims, state);
  if (broken?.failure === 'atOnce') throw quotaExceeded(exceededMessage(broken));
  if (plan.isDone && broken === undefined) {
    transaction.commit();
    const done = { ...operation, status: 'DONE', progress: 100, endTime: insertTime };
    finish(state, path, { resource: done });
    return done;
  }
  const { sequence } = state;
  const hidden: JsonDraft = { targetPath: plan.targetPath };
  if (plan.hidesTarget === true) hidden['target'] = target;
  if (plan.warnings !== undefined && plan.warnings.length > 0) hidden['warnings'] = plan.warnings;
  const error = broken === undefined ? plan.error : quotaError(broken);
  const followed = followedBy(transaction);
  // None can overtake another.
  const due = Math.max(transaction.now + plan.latencyMs, ...followed.map((other) => dueOf(other, state)));
  if (followed.length > 0) hidden['follows'] = followed;
  if (error === undefined) {
    hidden['writes'] = reserveWrites(transaction, path);
    const claimed = Object.entries(claims);
    if (claimed.length > 0) hidden['claims'] = claims;
    for (const [key, more] of claimed) state.use(key, more);
  } else {
    hidden['error'] = { ...error };
  }
  // One that fails changes nothing that others could follow.
  if (error === undefined || !state.locks.has(plan.targetPath)) state.locks.set(plan.targetPath, path);
  transaction.close();
  if (Number.isFinite(due)) state.pending.set(pendingKey(projectOf(path), due, sequence), path);
  state.put(path, { resource: operation, hidden });
  return operation;
}

const quotaError = (broken: BrokenLimit): OperationError => ({
  status: 403,
  code: 'QUOTA_EXCEEDED',
  message: exceededMessage(broken),
});

/** The operations that hold what a request writes after them. */
function followedBy(transaction: Transaction): readonly string[] {
  const { state, writes } = transaction;
  if (!transaction.followsAny) return NONE;
  const operations = new Set<string>();
  for (const target of writes.keys()) {
    const operation = transaction.follows(target) ? state.locks.get(target) : undefined;
    if (operation !== undefined) operations.add(operation);
  }
  return [...operations];
}

const NONE: readonly string[] = [];

/** When an unfinished operation is due; `Infinity` for one that never ends. */
function dueOf(operation: string, state: State): number {
  let due = Infinity;
  state.pending.scanPrefix(`${projectOf(operation)}\0`, (key, path) => {
    if (path === operation) due = dueTimeOf(key);
    return path !== operation;
  });
  return due;
}

/** What the operation will write; it is locked, and its references count from now on. */
function reserveWrites(transaction: Transaction, operation: string): readonly Json[] {
  const { state, writes } = transaction;
  for (const [target, entry] of writes) {
    if (state.locks.has(target) && !transaction.follows(target)) throw notReady(target);
    if (entry !== undefined && state.locks.size > 0) refuseLeaving(target, entry, state);
  }
  const reserved: Json[] = [];
  for (const [target, entry] of writes) {
    reserved.push([target, entry === undefined ? null : fromEntry(entry)]);
    state.locks.set(target, operation);
  }
  const inOrder = writes.size < MANY ? writes : [...writes].toSorted(byPath);
  for (const [target, entry] of inOrder) if (entry !== undefined) state.reserve(target, entry);
  return reserved;
}

/** So many are reserved sorted, for an index takes keys in rising order with few comparisons. */
const MANY = 100;

const byPath = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

/** What another operation is about to remove cannot be referred to any more. */
function refuseLeaving(path: string, entry: Entry, state: State): void {
  for (const { target, isWeak } of state.newReferencesOf(path, entry)) {
    if (!isWeak && plannedEntry(state, target) === null) throw notReady(target);
  }
}

/** Is told that a write of a project is done, and at what virtual time. */
export type OnWrite = (project: string, time: number) => void;

/** Completes the operations of one project that are due by `until`, in the order they are due. @returns how many. */
export function completeOperations(state: State, project: string, until: number, onWrite?: OnWrite): number {
  let count = 0;
  for (;;) {
    const prefix = `${project}\0`;
    const next = state.pending.first(prefix);
    if (next === undefined || !next[0].startsWith(prefix)) return count;
    const [key, path] = next;
    const due = dueTimeOf(key);
    if (due > until) return count;
    state.pending.delete(key);
    complete(state, path, due);
    onWrite?.(project, due);
    count++;
  }
}

/** Completes the operations of all projects that are due by `until`. @returns how many. */
export function completeAllOperations(state: State, until: number, onWrite?: OnWrite): number {
  if (state.pending.size === 0) return 0;
  const projects = new Set<string>();
  state.pending.scan('', (key) => void projects.add(key.slice(0, key.indexOf('\0'))));
  let count = 0;
  for (const project of projects) count += completeOperations(state, project, until, onWrite);
  return count;
}

/** When the last unfinished operation of a project is due. */
export function lastDue(state: State, project: string): number | undefined {
  let due: number | undefined;
  const prefix = `${project}\0`;
  state.pending.scanPrefix(prefix, (key) => {
    due = dueTimeOf(key);
  });
  return due;
}

const TIME_DIGITS = 16;

/** When an unfinished operation is due, from its key in {@link State.pending}. */
export function dueTimeOf(key: string): number {
  const start = key.indexOf('\0') + 1;
  return Number(key.slice(start, start + TIME_DIGITS));
}

const pendingKey = (project: string, due: number, sequence: number): string =>
  `${project}\0${String(Math.round(due)).padStart(TIME_DIGITS, '0')}\0${String(sequence).padStart(12, '0')}`;

function complete(state: State, path: string, due: number): void {
  const entry = state.get(path);
  if (entry === undefined) return;
  const hidden = entry.hidden ?? {};
  const isTargetHidden = hidden['target'] !== undefined;
  const shown = isTargetHidden ? { ...entry.resource, ...asObject(hidden['target']) } : entry.resource;
  const operation: JsonDraft = { ...shown, status: 'DONE', progress: 100, endTime: timestamp(due) };
  if (hidden['warnings'] !== undefined) operation['warnings'] = hidden['warnings'];
  const error = asObject(hidden['error']);
  if (typeof error['code'] === 'string') {
    operation['error'] = { errors: [{ code: error['code'], message: asString(error['message']) }] };
    const status = Number(error['status']);
    operation['httpErrorStatusCode'] = status;
    operation['httpErrorMessage'] = HTTP_MESSAGES[status] ?? 'ERROR';
  }
  const writes = asArray(hidden['writes']).map((write): readonly [string, Entry | undefined] => {
    const [target, value] = asArray(write);
    return [asString(target), value === null || value === undefined ? undefined : toEntry(asObject(value))];
  });
  for (const [target] of writes) unlock(state, target, path);
  // What was held for the writes is now used by what they store.
  const used = new Map<string, number>();
  for (const [key, more] of Object.entries(asObject(hidden['claims']))) used.set(key, -Number(more));
  state.putReserved(writes, used, due);
  unlock(state, asString(hidden['targetPath']), path);
  if (state.now < due) state.now = due;
  const { requestKey } = hidden;
  finish(
    state,
    path,
    requestKey === undefined ? { resource: operation } : { resource: operation, hidden: { requestKey } },
  );
}

/** What another operation waits to work on is not free yet. */
function unlock(state: State, target: string, operation: string): void {
  if (state.locks.get(target) === operation) state.locks.delete(target);
}

/** Stores a finished operation, and forgets the oldest when there are too many. */
function finish(state: State, path: string, entry: Entry): void {
  state.put(path, entry);
  state.finished.push(path);
  while (state.finished.size > FINISHED_OPERATIONS) {
    const oldest = state.finished.shift();
    if (oldest === undefined) return;
    const requestKey = state.get(oldest)?.hidden?.['requestKey'];
    if (typeof requestKey === 'string') state.requests.delete(requestKey);
    state.put(oldest, undefined);
  }
}
