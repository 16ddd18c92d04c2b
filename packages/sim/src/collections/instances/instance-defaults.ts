import type { JsonDraft, JsonObject } from '../../kernel/json.ts';
import { asArray, asObject, asString, isSame } from '../../kernel/json.ts';
import { timestamp } from '../../kernel/timestamp.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { completeDisks } from './attached-disks.ts';
import { cpuPlatformOf } from './cpu-platforms.ts';
import type { InstancePlace } from './instance-place.ts';
import { completeInterfaces } from './network-interfaces.ts';
import { defaultServiceAccountOf } from '../projects/project-number.ts';
import { completeScheduling } from './scheduling.ts';

/** Fills what the service fills in a new instance, which runs from then on; makes its disks and takes its addresses. */
export function completeInstance(draft: JsonDraft, place: InstancePlace): void {
  const { transaction, project } = place;
  draft.deletionProtection ??= false;
  draft.startRestricted = false;
  draft.cpuPlatform = draft.minCpuPlatform ?? cpuPlatformOf(asString(draft.machineType));
  draft.status = 'RUNNING';
  draft.lastStartTimestamp = timestamp(transaction.now);
  draft.shieldedInstanceIntegrityPolicy ??= { updateAutoLearnPolicy: true };
  completeSettings(draft, {}, transaction);
  draft.networkInterfaces = completeInterfaces(draft.networkInterfaces, place);
  draft.disks = completeDisks(draft.disks, place);
  if (draft.serviceAccounts === undefined) return;
  draft.serviceAccounts = asArray(draft.serviceAccounts).map((account) =>
    completeServiceAccount(asObject(account), project),
  );
}

/** What can be set anew on an instance that exists. */
export function completeSettings(draft: JsonDraft, before: JsonObject, transaction: Transaction): void {
  draft.scheduling = completeScheduling(asObject(draft.scheduling));
  draft.shieldedInstanceConfig = {
    enableSecureBoot: false,
    enableVtpm: true,
    enableIntegrityMonitoring: true,
    ...asObject(draft.shieldedInstanceConfig),
  };
  draft.tags = withFingerprint(asObject(draft.tags), before.tags, transaction);
  const metadata = { kind: 'compute#metadata', ...asObject(draft.metadata) };
  draft.metadata = withFingerprint(metadata, before.metadata, transaction);
}

/** Tags and metadata have a fingerprint of their own, which changes when they do. */
function withFingerprint(value: JsonObject, before: JsonObject[string], transaction: Transaction): JsonObject {
  const { fingerprint: _, ...sent } = value;
  const { fingerprint, ...stored } = asObject(before);
  const isUnchanged = fingerprint !== undefined && isSame(sent, stored);
  return { ...sent, fingerprint: isUnchanged ? fingerprint : transaction.newFingerprint() };
}

/** `default` is the account that every project has. */
export const completeServiceAccount = (account: JsonObject, project: string): JsonObject =>
  account.email === 'default' ? { ...account, email: defaultServiceAccountOf(project) } : account;
