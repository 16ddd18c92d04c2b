import { nodePortOf, readPorts } from '../ports/read-ports.ts';
import type { FullServicePort, ServicePort } from '../ports/service-port.ts';
import type { Refusal } from './step.ts';

/** What a pool is asked for. Plain data, so that a plan can be made anew from it. */
export interface Intent {
  readonly verb: 'add' | 'sync' | 'gc' | 'reconcile' | 'delete' | 'shutdown';
  /** Ports that must be served. */
  readonly serve: readonly FullServicePort[];
  /** Ports that were asked for and cannot be served as asked. */
  readonly rejected: readonly Refusal[];
  /** Ports that must go: these, or all but these; absent where none must. */
  readonly remove?: { readonly only: readonly number[] } | { readonly allBut: readonly number[] };
  /** True to remove more than the cap allows. */
  readonly force?: boolean;
  /** True where nothing is removed this time, and only told. */
  readonly hold?: boolean;
}

/** What a caller may say of removals. */
export interface RemovalOptions {
  /** Removes more than `removalCap` allows; `false` by default. */
  readonly force?: boolean | undefined;
  /** Ports that are neither served nor removed: what they should be is not known. */
  readonly keep?: readonly number[] | undefined;
  /**
   * Removes nothing, by force neither, and tells what would have gone: for callers who do not know all that is desired. `false`
   * by default.
   */
  readonly hold?: boolean | undefined;
}

type GivenPort = ServicePort | number;

/** That these ports are served, and no other is touched. */
export function toServe(verb: 'add' | 'sync', ports: readonly GivenPort[]): Intent {
  return { verb, ...read(ports) };
}

/** That these ports are served, and nothing else of the pool is left. */
export function toReconcile(ports: readonly GivenPort[], options: RemovalOptions = {}): Intent {
  const { serve, rejected } = read(ports);
  // A rejected port was still asked for: it is neither served nor removed.
  const desired = [...serve, ...rejected].map(({ nodePort }) => nodePort);
  return { verb: 'reconcile', serve, rejected, ...removal(desired, options) };
}

/** That nothing is left but these ports. @throws RejectedPortError where one of them is no port. */
export function toKeep(ports: readonly GivenPort[], options: RemovalOptions = {}): Intent {
  const desired = ports.map((port) => nodePortOf(port));
  return { verb: 'gc', serve: [], rejected: [], ...removal(desired, options) };
}

/** That this port goes. @throws RejectedPortError where it is no port. */
export function toDelete(port: GivenPort): Intent {
  return { verb: 'delete', serve: [], rejected: [], remove: { only: [nodePortOf(port)] } };
}

/** That everything goes. */
export function toShutDown(options: RemovalOptions = {}): Intent {
  return { verb: 'shutdown', serve: [], rejected: [], ...removal([], options) };
}

/** Why a port goes, in words that follow its number. */
export const REMOVAL_REASONS: Readonly<Record<Intent['verb'], string>> = {
  add: 'is no longer desired',
  sync: 'is no longer desired',
  gc: 'is no longer desired',
  reconcile: 'is no longer desired',
  delete: 'was asked to be deleted',
  shutdown: 'goes with the pool, which is shut down',
};

function removal(
  desired: readonly number[],
  { force = false, keep = [], hold = false }: RemovalOptions,
): Pick<Intent, 'remove' | 'force' | 'hold'> {
  return { remove: { allBut: [...desired, ...keep] }, ...(force ? { force } : {}), ...(hold ? { hold } : {}) };
}

function read(ports: readonly GivenPort[]): Pick<Intent, 'serve' | 'rejected'> {
  const { accepted, rejected } = readPorts(ports);
  return { serve: accepted, rejected: rejected.map(({ nodePort, reason }) => ({ nodePort, message: reason })) };
}
