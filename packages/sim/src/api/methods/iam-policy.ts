import type { Call, PolicyFaultWords } from '../../collections/call.ts';
import { isSameFingerprint } from '../../kernel/fingerprint.ts';
import type { JsonDraft, JsonObject } from '../../kernel/json.ts';
import { asArray, asObject, asString } from '../../kernel/json.ts';
import { invalid, Refusal } from '../../kernel/refusal.ts';
import type { Entry } from '../../kernel/entry.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import type { Service } from '../service.ts';
import { get } from './get.ts';

/** `getIamPolicy`: the policy as it was last set; one that never was has no bindings. */
export function getIamPolicy(service: Service, call: Call, transaction: Transaction): JsonObject {
  const version = call.query.get('optionsRequestedPolicyVersion');
  if (version !== undefined && !VERSIONS.has(version)) {
    throw invalid('optionsRequestedPolicyVersion', version, 'Must be 0, 1 or 3.');
  }
  const { path, entry } = service.find(call, transaction);
  return policyOf(entry, call.caller?.givenPolicy(path));
}

/** `setIamPolicy`: replaces the policy at once, without an operation; an etag that is sent must be the current one. */
export function setIamPolicy(service: Service, call: Call, transaction: Transaction): JsonObject {
  const { path, entry } = service.findReady(call, transaction);
  // Older clients send the parts of the policy side by side with it.
  const { bindings, etag, policy } = call.body;
  const sent = { ...(bindings === undefined ? {} : { bindings }), etag, ...asObject(policy) };
  const fault = call.caller?.faultOfBindings(sent.bindings);
  if (fault !== undefined) throw invalid(`resource.policy.${fault.field}`, valueOf(fault), `It ${fault.reason}.`);
  const current = policyOf(entry, call.caller?.givenPolicy(path));
  if (asString(sent.etag) !== '' && !isSameFingerprint(asString(sent.etag), asString(current['etag']))) {
    throw new Refusal(409, 'aborted', STALE);
  }
  const stored: JsonDraft = { version: 1, ...sent, etag: transaction.newFingerprint() };
  if (asArray(stored['bindings']).length === 0) delete stored['bindings'];
  transaction.put(path, { ...entry, hidden: { ...entry.hidden, [POLICY]: stored } });
  transaction.commit();
  return stored;
}

/** `testIamPermissions`: those that were asked about and that the caller has; all of them where permissions are not enforced. */
export function testIamPermissions(service: Service, call: Call, transaction: Transaction): JsonObject {
  get(service, call, transaction);
  const { path } = service.find(call, transaction);
  const permissions = asArray(call.body['permissions']);
  const malformed = permissions.find((permission) => !/^[a-z]+\.[A-Za-z]+\.[A-Za-z]+$/.test(asString(permission)));
  if (malformed !== undefined) throw invalid('resource.permissions', malformed, 'It is not a permission.');
  const held = permissions.filter((one) => call.caller?.permits(asString(one), path) !== false);
  return held.length === 0 ? {} : { permissions: held };
}

const POLICY = 'iamPolicy';
const VERSIONS: ReadonlySet<string> = new Set(['0', '1', '3']);
const STALE =
  'There were concurrent policy changes. Please retry the whole read-modify-write with exponential backoff.';

/** Every policy that was never set has the same etag. */
const NEVER_SET: JsonObject = { etag: 'ACAB' };

/** What is shown of a value that was refused: texts as they are. */
const valueOf = ({ value }: PolicyFaultWords): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '');

const policyOf = (entry: Entry, given: JsonObject | undefined): JsonObject => {
  const policy = entry.hidden?.[POLICY];
  return policy === undefined ? { ...NEVER_SET, ...given } : asObject(policy);
};
