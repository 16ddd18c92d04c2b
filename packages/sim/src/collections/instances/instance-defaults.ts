import { checkNumber } from '../number-range.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { isSame } from '../../kernel/json.ts';
import { invalid } from '../../kernel/refusal.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import { timestamp } from '../../kernel/timestamp.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { find, findLinked } from '../../wire/find.ts';
import { checkMetadata } from '../metadata.ts';
import { completeDisks } from './attached-disks.ts';
import { chosenPlatform, cpuPlatformOf } from './cpu-platforms.ts';
import { checkDistinctSubnetworks } from './distinct-subnetworks.ts';
import { checkHostname } from './hostname.ts';
import type { InstancePlace } from './instance-place.ts';
import { checkMachine } from './machine-rules.ts';
import { completeInterfaces } from './network-interfaces.ts';
import { defaultServiceAccountOf } from '../projects/project-number.ts';
import { completeScheduling } from './scheduling.ts';
import { checkTags } from './tags.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type Instance = Resource<'Instance'>;
type ServiceAccount = Resource<'ServiceAccount'>;
type Fingerprinted = JsonObject & { readonly fingerprint?: string | undefined };

/** Fills what the service fills in a new instance, which runs from then on; makes its disks and takes its addresses. */
export function completeInstance(draft: Draft<Instance>, place: InstancePlace): void {
  const { transaction, project } = place;
  checkHostname(draft.hostname);
  draft.startRestricted = false;
  completeSettings(draft, {}, transaction);
  draft.cpuPlatform = draft.minCpuPlatform ?? cpuPlatformOf(draft.machineType ?? '');
  draft.status = 'RUNNING';
  draft.lastStartTimestamp = timestamp(transaction.now);
  const interfaces = draft.networkInterfaces ?? [];
  draft.networkInterfaces = completeInterfaces(interfaces, place);
  for (const [index, policy] of (draft.resourcePolicies ?? []).entries()) {
    const field = `resource.resourcePolicies[${index}]`;
    const found = findLinked(transaction, 'resourcePolicies', policy)?.resource;
    if (found === undefined) throw invalid(field, policy, 'The referenced resourcePolicy resource cannot be found.');
    if (OF_INSTANCES.some((kind) => found[kind] !== undefined)) continue;
    throw invalid(field, policy, 'The policy is not one for instances.');
  }
  checkAvailabilityDomain(draft, transaction);
  draft.disks = completeDisks(draft.disks, nameOf(draft.machineType ?? ''), place);
  checkMachine(draft, transaction);
  checkDistinctSubnetworks(interfaces, draft.networkInterfaces, 'resource.networkInterfaces');
  if (draft.serviceAccounts === undefined) return;
  draft.serviceAccounts = draft.serviceAccounts.map((account) => completeServiceAccount(account, project, transaction));
}

/** What a policy for instances is about; others are for disks (documented). */
const OF_INSTANCES = ['groupPlacementPolicy', 'instanceSchedulePolicy', 'workloadPolicy'] as const;

/** Domains are those of a spread placement policy of the instance. */
function checkAvailabilityDomain({ scheduling, resourcePolicies = [] }: Instance, transaction: Transaction): void {
  const domain = scheduling?.availabilityDomain;
  if (domain === undefined || domain === 0) return;
  const count = resourcePolicies
    .map((link) => findLinked(transaction, 'resourcePolicies', link)?.resource.groupPlacementPolicy)
    .find((placement) => placement?.availabilityDomainCount !== undefined)?.availabilityDomainCount;
  if (count !== undefined) checkNumber(domain, [1, count], 'resource.scheduling.availabilityDomain');
}

/** What can be set anew on an instance that exists. */
export function completeSettings(draft: Draft<Instance>, before: Instance, transaction: Transaction): void {
  const { minCpuPlatform } = draft;
  if (minCpuPlatform !== undefined && chosenPlatform(minCpuPlatform) === undefined) delete draft.minCpuPlatform;
  draft.deletionProtection ??= false;
  const machineType = draft.machineType ?? before.machineType ?? '';
  if (draft.scheduling !== before.scheduling || draft.scheduling === undefined || machineType !== before.machineType) {
    draft.scheduling = completeScheduling(draft.scheduling, nameOf(machineType));
  }
  draft.shieldedInstanceIntegrityPolicy ??= { updateAutoLearnPolicy: true };
  draft.shieldedInstanceConfig = {
    enableSecureBoot: false,
    enableVtpm: true,
    enableIntegrityMonitoring: true,
    ...draft.shieldedInstanceConfig,
  };
  if (draft.tags === undefined || draft.tags !== before.tags) {
    checkTags(draft.tags, 'resource.tags');
    draft.tags = withFingerprint(draft.tags ?? {}, before.tags, transaction);
  }
  if (draft.metadata === undefined || draft.metadata !== before.metadata) {
    checkMetadata(draft.metadata, 'resource.metadata');
    const metadata = { kind: 'compute#metadata', ...draft.metadata };
    draft.metadata = withFingerprint(metadata, before.metadata, transaction);
  }
}

/** Tags and metadata have a fingerprint of their own, which changes when they do. */
function withFingerprint<Value extends Fingerprinted>(
  value: Value,
  before: Value | undefined,
  transaction: Transaction,
): Value {
  if (before === undefined && value.fingerprint === undefined) {
    return { ...value, fingerprint: transaction.newFingerprint() };
  }
  const { fingerprint: _, ...sent } = value;
  const { fingerprint, ...stored }: Fingerprinted = before ?? {};
  const isUnchanged = fingerprint !== undefined && isSame(sent, stored);
  // What was taken out is put in again.
  return { ...sent, fingerprint: isUnchanged ? fingerprint : transaction.newFingerprint() } as unknown as Value;
}

/** `default` is the account that every project has. */
export const completeServiceAccount = (
  account: ServiceAccount,
  project: string,
  transaction: Transaction,
): ServiceAccount =>
  account.email === 'default' ? { ...account, email: defaultAccount(project, transaction) } : account;

/** The account of the project, unless it was given another one. */
const defaultAccount = (project: string, transaction: Transaction): string =>
  find(transaction, 'projects', `projects/${project}`)?.resource.defaultServiceAccount ??
  defaultServiceAccountOf(project);
