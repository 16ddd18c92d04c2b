import type { OperationError } from '../../kernel/operation.ts';
import { inUseMessage } from '../../kernel/refusal.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import { pathOf } from '../../kernel/self-link.ts';
import type { WriteContext } from '../context.ts';
import { externalAddressesOf } from '../networking/ephemeral-addresses.ts';
import { externalIp, holdersOf, internalIp, isAddressResource } from '../networking/ip-holders.ts';
import { findRival } from './disk-sharing.ts';
import { heldIpv6 } from './ipv6-addresses.ts';
import type { Resource } from '../../wire/wire.ts';

type Instance = Resource<'Instance'>;

/** That another instance can write to a disk is found out only when the operation runs (observed). */
export function findDiskInUse(
  resource: Instance,
  { path, transaction }: WriteContext<Instance>,
): OperationError | undefined {
  for (const { source = '', mode } of resource.disks ?? []) {
    const disk = pathOf(source) ?? '';
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
  for (const ip of heldAddresses(resource)) {
    const holders = holdersOf(ip, transaction.state).filter((holder) => holder !== path && !isAddressResource(holder));
    if (holders.length === 0) continue;
    const message = `IP '${nameOf(ip)}' is already being used by another resource.`;
    return { status: 409, code: 'IP_IN_USE_BY_ANOTHER_RESOURCE', message };
  }
  return undefined;
}

/** The addresses of an instance as the index of holders names them. */
export function heldAddresses({ networkInterfaces = [] }: Instance): readonly string[] {
  const held = externalAddressesOf(networkInterfaces).map(externalIp);
  for (const { network = '', networkIP } of networkInterfaces) {
    const path = pathOf(network);
    if (path !== undefined && networkIP !== undefined) held.push(internalIp(path, networkIP));
  }
  for (const nic of networkInterfaces) held.push(...heldIpv6(nic));
  return held;
}
