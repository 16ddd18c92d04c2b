import type { Resource } from '../../wire/wire.ts';
import { own } from '../../kernel/own.ts';

type AttachedDisk = Resource<'AttachedDisk'>;
type Instance = Resource<'Instance'>;
type Manager = Resource<'InstanceGroupManager'>;
type NetworkInterface = Resource<'NetworkInterface'>;
type PreservedState = Resource<'PreservedState'>;

/** What the policy of a group preserves of an instance that it has. */
export function stateFromPolicy(manager: Manager | undefined, instance: Instance): PreservedState {
  const { disks = {}, internalIPs = {}, externalIPs = {} } = manager?.statefulPolicy?.preservedState ?? {};
  const attached = (instance.disks ?? []).flatMap(({ deviceName = '', mode, source }) => {
    const policy = own(disks, deviceName);
    return policy === undefined || source === undefined
      ? []
      : [[deviceName, { autoDelete: policy.autoDelete ?? 'NEVER', mode, source }] as const];
  });
  return withoutEmpty({
    disks: Object.fromEntries(attached),
    internalIPs: addressesOf(instance, internalIPs, ({ networkIP }) => networkIP),
    externalIPs: addressesOf(instance, externalIPs, ({ accessConfigs }) => accessConfigs?.[0]?.natIP),
  });
}

function addressesOf(
  { networkInterfaces = [] }: Instance,
  policies: NonNullable<Resource<'StatefulPolicyPreservedState'>['internalIPs']>,
  addressOf: (nic: NetworkInterface) => string | undefined,
): NonNullable<PreservedState['internalIPs']> {
  const found = networkInterfaces.flatMap((nic) => {
    const policy = own(policies, nic.name ?? '');
    const literal = policy === undefined ? undefined : addressOf(nic);
    if (literal === undefined) return [];
    return [[nic.name ?? '', { autoDelete: policy?.autoDelete ?? 'NEVER', ipAddress: { literal } }] as const];
  });
  return Object.fromEntries(found);
}

const withoutEmpty = (state: PreservedState): PreservedState =>
  Object.fromEntries(Object.entries(state).filter(([, entries]) => Object.keys(entries ?? {}).length > 0));

/** One state laid over another, part by part. */
export function overlaid(below: PreservedState, above: PreservedState): PreservedState {
  if (Object.keys(below).length === 0) return withoutEmpty(above);
  return withoutEmpty({
    disks: { ...below.disks, ...above.disks },
    externalIPs: { ...below.externalIPs, ...above.externalIPs },
    internalIPs: { ...below.internalIPs, ...above.internalIPs },
    metadata: { ...below.metadata, ...above.metadata },
  });
}

/** Disks of an instance that leaves its group for good: each stays, or goes with it, as the policy says. */
export function disksUnderPolicy(manager: Manager | undefined, { disks = [] }: Instance): readonly AttachedDisk[] {
  const policies = manager?.statefulPolicy?.preservedState?.disks ?? {};
  return disks.map((disk) => {
    const policy = own(policies, disk.deviceName ?? '');
    return policy === undefined
      ? disk
      : { ...disk, autoDelete: policy.autoDelete === 'ON_PERMANENT_INSTANCE_DELETION' };
  });
}
