import type { JsonDraft, JsonObject } from '../../kernel/json.ts';
import { asObject, asString } from '../../kernel/json.ts';
import { checkFingerprint } from '../../kernel/fingerprint.ts';
import { invalid, required } from '../../kernel/refusal.ts';
import type { Entry } from '../../kernel/entry.ts';
import { calledResource } from '../called-resource.ts';
import type { Verb } from '../verb.ts';
import { completeServiceAccount } from './instance-defaults.ts';
import { notReadyFailure } from './instance-power.ts';
import { addResourcePolicies, removeResourcePolicies } from '../networking/policy-links.ts';
import { setField } from '../set-field.ts';

const isRunning = (instance: Entry): boolean => instance.resource.status !== 'TERMINATED';

/** A verb that changes what only an instance at rest can change: otherwise its operation fails (observed). */
const atRest =
  (verb: Verb): Verb =>
  (call, transaction) =>
    isRunning(calledResource(call, transaction)) ? { operation: notReadyFailure(call.path) } : verb(call, transaction);

/** A verb that replaces a part which has a fingerprint of its own, and needs the current one. */
const setFingerprinted =
  (field: string): Verb =>
  (call, transaction) => {
    const stored = asObject(calledResource(call, transaction).resource[field]);
    const message = `Supplied fingerprint does not match current ${field} fingerprint.`;
    checkFingerprint(call.body.fingerprint, stored, { field: 'fingerprint', isRequired: true, message });
    return { set: { [field]: call.body } };
  };

const setServiceAccount: Verb = (call, transaction) => {
  const instance = calledResource(call, transaction);
  if (isRunning(instance)) {
    const explanation = 'The instance must be stopped before the service account can be changed.';
    throw invalid('resource.email', call.body.email, explanation);
  }
  const email = asString(call.body.email);
  if (email === '') return { set: { serviceAccounts: null } };
  const account: JsonDraft = { email };
  if (call.body.scopes !== undefined) account.scopes = call.body.scopes;
  return { set: { serviceAccounts: [completeServiceAccount(account, call.project)] } };
};

/** A verb of which the body's fields replace those of one part of the instance. */
const mergeInto =
  (field: string): Verb =>
  (call, transaction) => ({
    set: { [field]: { ...asObject(calledResource(call, transaction).resource[field]), ...withoutNull(call.body) } },
  });

const withoutNull = (value: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(value).filter(([, field]) => field !== null));

const setDeletionProtection: Verb = (call) => ({
  set: { deletionProtection: call.query.get('deletionProtection')?.toLowerCase() !== 'false' },
});

const setMinCpuPlatform: Verb = ({ body }) => {
  const platform = asString(body.minCpuPlatform);
  return { set: { minCpuPlatform: platform === '' || platform === 'Automatic' ? null : platform } };
};

const setMachineType: Verb = ({ body }) => {
  if (asString(body.machineType) === '') throw required('resource.machineType');
  return { set: { machineType: body.machineType } };
};

/** Verbs that change one part of an instance. */
export const instanceSettings: Readonly<Record<string, Verb>> = {
  setMetadata: setFingerprinted('metadata'),
  setTags: setFingerprinted('tags'),
  setServiceAccount,
  setScheduling: mergeInto('scheduling'),
  setDeletionProtection,
  setMachineType: atRest(setMachineType),
  setMinCpuPlatform: atRest(setMinCpuPlatform),
  setMachineResources: atRest(setField('guestAccelerators')),
  updateShieldedInstanceConfig: atRest(mergeInto('shieldedInstanceConfig')),
  setShieldedInstanceIntegrityPolicy: mergeInto('shieldedInstanceIntegrityPolicy'),
  updateDisplayDevice: atRest(mergeInto('displayDevice')),
  addResourcePolicies,
  removeResourcePolicies,
};
