import type { OperationError } from '../../kernel/operation.ts';
import { inUseMessage } from '../../kernel/refusal.ts';
import { pathOf } from '../../kernel/self-link.ts';
import type { WriteContext } from '../context.ts';
import { externalAddressesOf } from '../networking/ephemeral-addresses.ts';
import { externalIp, holdersByKey, isAddressResource, keyOfInternal } from '../networking/ip-holders.ts';
import { findRival } from './disk-sharing.ts';
import { visitIpv6 } from './ipv6-addresses.ts';
import type { Resource } from '../../wire/wire.ts';

type Instance = Resource<'Instance'>;

/** That another instance can write to a disk is found out only when the operation runs (observed). */
export function findDiskInUse(
  resource: Instance,
  { path, transaction }: WriteContext<Instance>,
): OperationError | undefined {
  for (const { source = '', mode } of resource.disks ?? []) {
    const disk = pathOf(source) ?? '';
    // Nobody has a disk that comes with the instance.
    if (transaction.makes(disk)) continue;
    const user = findRival(disk, mode, path, transaction);
    if (user === undefined) continue;
    return { status: 400, code: 'RESOURCE_IN_USE_BY_ANOTHER_RESOURCE', message: inUseMessage('disk', disk, user) };
  }
  return undefined;
}

/**
 * The same of an address that something else has, whatever gives it to the instance; an address that is merely reserved is there to
 * be used.
 */
export function findAddressInUse(
  resource: Instance,
  { path, before, transaction }: WriteContext<Instance>,
): OperationError | undefined {
  if (resource.networkInterfaces === before?.resource.networkInterfaces) return undefined;
  let inUse: string | undefined;
  visitAddresses(resource, (key, address) => {
    // Nobody has what the service gave out just now.
    if (inUse !== undefined || transaction.isGivenOut(key)) return;
    const holders = holdersByKey(key, transaction.state);
    if (holders.some((holder) => holder !== path && !isAddressResource(holder))) inUse = address;
  });
  if (inUse === undefined) return undefined;
  const message = `IP '${inUse}' is already being used by another resource.`;
  return { status: 409, code: 'IP_IN_USE_BY_ANOTHER_RESOURCE', message };
}

/** Visits the addresses of an instance, and where the index of holders has them. */
export function visitAddresses(
  { networkInterfaces = [] }: Instance,
  visit: (key: string, address: string) => void,
): void {
  for (const address of externalAddressesOf(networkInterfaces)) visit(externalIp(address), address);
  for (const { network = '', networkIP } of networkInterfaces) {
    const path = networkIP === undefined ? undefined : pathOf(network);
    if (path !== undefined && networkIP !== undefined) visit(keyOfInternal(path, networkIP), networkIP);
  }
  for (const nic of networkInterfaces) visitIpv6(nic, visit);
}
