import { checkFingerprint, requireFingerprint } from '../../kernel/fingerprint.ts';
import { referencedPath } from '../../kernel/reference-path.ts';
import { linkOf } from '../../kernel/self-link.ts';
import { find } from '../../wire/find.ts';
import { setName } from '../renaming.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { invalid, invalidUsage } from '../../kernel/refusal.ts';
import type { Entry } from '../../kernel/entry.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { calledResource } from '../called-resource.ts';
import { isManaged } from './managed-by.ts';
import type { Call } from '../call.ts';
import { checkMetadata } from '../metadata.ts';
import type { Verb } from '../verb.ts';
import { checkTags } from './tags.ts';
import { chosenPlatform } from './cpu-platforms.ts';
import { completeServiceAccount } from './instance-defaults.ts';
import { notReadyFailure } from './instance-power.ts';
import { addResourcePolicies, removeResourcePolicies } from '../networking/policy-links.ts';
import { setField } from '../set-field.ts';
import type { Draft, Resource } from '../../wire/wire.ts';
import { withSent } from './with-sent.ts';

type Instance = Resource<'Instance'>;
type InstanceVerb<Body extends JsonObject = JsonObject> = Verb<Body, Instance>;

const isRunning = (instance: Entry<Instance>): boolean => instance.resource.status !== 'TERMINATED';

/** A verb that changes what only an instance at rest can change: otherwise its operation fails (observed). */
const whileStopped =
  <Body extends JsonObject>(verb: InstanceVerb<Body>): InstanceVerb<Body> =>
  (call, transaction) =>
    isRunning(calledResource<Instance>(call, transaction))
      ? { operation: notReadyFailure(call.path) }
      : verb(call, transaction);

/** Checks the fingerprint of a part that has one of its own, and is replaced only by who knows the current one. */
function checkPart(field: 'metadata' | 'tags', call: Call<Resource<'Metadata' | 'Tags'>>, transaction: Transaction) {
  const stored = calledResource<Instance>(call, transaction).resource[field] ?? {};
  const message = `Supplied fingerprint does not match current ${field} fingerprint.`;
  const check = field === 'metadata' ? requireFingerprint : checkFingerprint;
  check(call.body.fingerprint, stored, { field: 'fingerprint', isRequired: true, message });
}

const setMetadata: InstanceVerb<Resource<'Metadata'>> = (call, transaction) => {
  checkPart('metadata', call, transaction);
  checkMetadata(call.body, 'resource');
  return { set: { metadata: call.body } };
};

const setTags: InstanceVerb<Resource<'Tags'>> = (call, transaction) => {
  checkPart('tags', call, transaction);
  checkTags(call.body, 'resource');
  return { set: { tags: call.body } };
};

/** A running instance keeps its account (documented in the guide; the words are assumed). */
const setServiceAccount: InstanceVerb<Resource<'InstancesSetServiceAccountRequest'>> = (call, transaction) => {
  const { email = '', scopes } = call.body;
  if (isRunning(calledResource<Instance>(call, transaction))) {
    const explanation = 'The instance must be stopped before the service account can be changed.';
    throw invalid('resource.email', call.body.email, explanation);
  }
  if (email === '') return { set: { serviceAccounts: null } };
  const account: Draft<Resource<'ServiceAccount'>> = { email };
  if (scopes !== undefined) account.scopes = scopes;
  return { set: { serviceAccounts: [completeServiceAccount(account, call.project, transaction)] } };
};

/** Parts of an instance that are methods' bodies too. */
interface Parts {
  readonly displayDevice: Resource<'DisplayDevice'>;
  readonly scheduling: Resource<'Scheduling'>;
  readonly shieldedInstanceConfig: Resource<'ShieldedInstanceConfig'>;
  readonly shieldedInstanceIntegrityPolicy: Resource<'ShieldedInstanceIntegrityPolicy'>;
}

/** A verb of which the body's fields replace those of one part of the instance. */
const mergeInto =
  <Field extends keyof Parts>(field: Field): InstanceVerb<Parts[Field]> =>
  (call, transaction) => {
    const instance: { readonly [Name in keyof Parts]?: Parts[Name] | undefined } = calledResource<Instance>(
      call,
      transaction,
    ).resource;
    return { set: { [field]: withSent(instance[field], call.body) } };
  };

/** Groups delete their instances as they need to (the words are of a report, and of a client that looks for them). */
const setDeletionProtection: InstanceVerb = (call, transaction) => {
  const deletionProtection = call.query.get('deletionProtection')?.toLowerCase() !== 'false';
  if (deletionProtection && isManaged(calledResource(call, transaction))) {
    throw invalidUsage('Cannot set Deletion Protection on instance attached to Managed Instance Group.');
  }
  return { set: { deletionProtection } };
};

const setMinCpuPlatform: InstanceVerb<Resource<'InstancesSetMinCpuPlatformRequest'>> = ({ body }) => ({
  set: { minCpuPlatform: chosenPlatform(body.minCpuPlatform) ?? null },
});

/** The policy that guards the named interfaces, or none. */
const setSecurityPolicy: InstanceVerb<Resource<'InstancesSetSecurityPolicyRequest'>> = (call, transaction) => {
  const instance = calledResource<Instance>(call, transaction);
  const { networkInterfaces: names = [], securityPolicy = '' } = call.body;
  const interfaces = instance.resource.networkInterfaces ?? [];
  for (const [index, name] of names.entries()) {
    if (interfaces.some((nic) => nic.name === name && (nic.accessConfigs ?? []).length > 0)) continue;
    const explanation = 'The instance has no network interface of that name with an access config.';
    throw invalid(`resource.networkInterfaces[${index}]`, name, explanation);
  }
  const policy = securityPolicy === '' ? undefined : linkedPolicy(securityPolicy, call, transaction);
  const networkInterfaces = interfaces.map((nic) =>
    names.includes(nic.name ?? '') ? { ...nic, accessConfigs: nic.accessConfigs?.map(guardedBy(policy)) } : nic,
  );
  return { write: { ...instance, resource: { ...instance.resource, networkInterfaces } } };
};

function linkedPolicy(sent: string, call: Call, transaction: Transaction): string {
  const path = referencedPath(sent, call.project) ?? '';
  if (find(transaction, 'securityPolicies', path) === undefined) {
    throw invalid('resource.securityPolicy', sent, 'The referenced securityPolicy resource cannot be found.');
  }
  return linkOf(path);
}

const guardedBy =
  (policy: string | undefined) =>
  (config: Resource<'AccessConfig'>): Resource<'AccessConfig'> => {
    const { securityPolicy: _, ...kept } = config;
    return policy === undefined ? kept : { ...kept, securityPolicy: policy };
  };

interface InstanceSettings {
  readonly setMetadata: typeof setMetadata;
  readonly setTags: typeof setTags;
  readonly setServiceAccount: typeof setServiceAccount;
  readonly setScheduling: InstanceVerb<Parts['scheduling']>;
  readonly setDeletionProtection: InstanceVerb;
  readonly setMachineType: InstanceVerb<Resource<'InstancesSetMachineTypeRequest'>>;
  readonly setMinCpuPlatform: typeof setMinCpuPlatform;
  readonly setMachineResources: InstanceVerb<Resource<'InstancesSetMachineResourcesRequest'>>;
  readonly updateShieldedInstanceConfig: InstanceVerb<Parts['shieldedInstanceConfig']>;
  readonly setShieldedInstanceIntegrityPolicy: InstanceVerb<Parts['shieldedInstanceIntegrityPolicy']>;
  readonly updateDisplayDevice: InstanceVerb<Parts['displayDevice']>;
  readonly updateShieldedVmConfig: InstanceVerb<Parts['shieldedInstanceConfig']>;
  readonly setShieldedVmIntegrityPolicy: InstanceVerb<Parts['shieldedInstanceIntegrityPolicy']>;
  readonly setSecurityPolicy: typeof setSecurityPolicy;
  readonly setName: InstanceVerb;
  readonly addResourcePolicies: typeof addResourcePolicies;
  readonly removeResourcePolicies: typeof removeResourcePolicies;
}

/** Verbs that change one part of an instance. */
export const instanceSettings: InstanceSettings = {
  setMetadata,
  setTags,
  setServiceAccount,
  setScheduling: mergeInto('scheduling'),
  setDeletionProtection,
  setMachineType: whileStopped(setField('machineType')),
  setMinCpuPlatform: whileStopped(setMinCpuPlatform),
  setMachineResources: whileStopped(setField('guestAccelerators')),
  updateShieldedInstanceConfig: whileStopped(mergeInto('shieldedInstanceConfig')),
  setShieldedInstanceIntegrityPolicy: mergeInto('shieldedInstanceIntegrityPolicy'),
  updateDisplayDevice: whileStopped(mergeInto('displayDevice')),
  updateShieldedVmConfig: whileStopped(mergeInto('shieldedInstanceConfig')),
  setShieldedVmIntegrityPolicy: mergeInto('shieldedInstanceIntegrityPolicy'),
  setSecurityPolicy,
  setName: whileStopped(setName),
  addResourcePolicies,
  removeResourcePolicies,
};
