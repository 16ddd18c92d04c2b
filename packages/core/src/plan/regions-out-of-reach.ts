import { describedService } from '../names/description.ts';
import { resourceKey } from '../cloud/resource-key.ts';
import type { UnreachableScope } from '../cloud/cloud.ts';
import type { Namer } from '../names/namer.ts';
import type { Observation } from '../observe/observe.ts';
import { regionOf } from '../ports/service-port.ts';
import type { FullServicePort } from '../ports/service-port.ts';
import type { PortLocation } from './desired-state.ts';
import type { Intent } from './intent.ts';
import { describedServiceOf, isSameService } from './served-by.ts';
import type { Notice } from './step.ts';

/** What is asked for, by whether the region it is to be in could be looked into. */
export interface Reach {
  readonly reached: readonly FullServicePort[];
  readonly unreached: readonly FullServicePort[];
  /** The regions that are told of: those of ports that are to be served there, and all where something is only to go. */
  readonly unreachable: readonly UnreachableScope[];
}

/** What serves nothing is done when nothing is left, wherever that may be: who asks for it may never ask again. */
const ONLY_REMOVES: ReadonlySet<Intent['verb']> = new Set(['gc', 'delete', 'shutdown']);

/** Tells the ports apart of whose regions nothing is known: they are left as they are. Pure. */
export function reachOf({ verb, serve }: Pick<Intent, 'verb' | 'serve'>, { unreachableRegions }: Observation): Reach {
  const scopes = new Set(unreachableRegions.map(({ scope }) => scope));
  const scopeOf = (port: FullServicePort): string => `regions/${regionOf(port)}`;
  const isUnreached = (port: FullServicePort): boolean => scopes.has(scopeOf(port));
  const unreached = serve.filter((port) => isUnreached(port));
  const used = new Set(unreached.map((port) => scopeOf(port)));
  return {
    reached: serve.filter((port) => !isUnreached(port)),
    unreached,
    unreachable: unreachableRegions.filter(({ scope }) => ONLY_REMOVES.has(verb) || used.has(scope)),
  };
}

/** Whether what a port is served by waits for what is to take its place in a region out of reach. Pure. */
export function awaitsRegion(
  { nodePort, region }: PortLocation,
  unreached: readonly FullServicePort[],
  services: ReadonlyMap<string, { readonly description?: string | undefined }>,
  namer: Namer,
): boolean {
  const served = describedService(services.get(resourceKey(namer.backend(nodePort), region))?.description ?? '');
  return unreached.some(
    (port) => port.nodePort === nodePort || (served !== undefined && isSameService(served, describedServiceOf(port))),
  );
}

/** What is said of a port that stays for it. */
export const awaitingNotice = ({ nodePort }: PortLocation, { unreachable }: Reach): Notice => ({
  about: `nodePort ${nodePort}`,
  message: `stays until what takes its place serves in ${unreachable.map(({ scope }) => scope).join(' and ')}`,
});
