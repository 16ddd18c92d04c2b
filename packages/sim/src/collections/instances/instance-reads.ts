import type { JsonObject } from '../../kernel/json.ts';
import { invalid, notFound } from '../../kernel/refusal.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import { linkOf, pathOf } from '../../kernel/self-link.ts';
import { calledResource } from '../called-resource.ts';
import { scanUsersIn } from '../../wire/find.ts';
import type { Verb } from '../verb.ts';
import { effectiveFirewalls } from '../networking/effective-firewalls.ts';
import { regionOfZone } from '../geography.ts';
import { livingMembers } from './group-members.ts';
import { getGuestAttributes, getSerialPortOutput } from './guest-reads.ts';
import type { Resource } from '../../wire/wire.ts';

type Instance = Resource<'Instance'>;

/** The instance groups that the instance is a member of. */
const listReferrers: Verb<JsonObject, Instance> = (call, transaction) => {
  const list: Resource<'Reference'>[] = [];
  scanUsersIn(transaction.state, 'instanceGroups', call.path, (group, groupPath) => {
    if (!livingMembers(group, transaction).some(({ path }) => path === call.path)) return;
    const [referrer, target] = [linkOf(groupPath), linkOf(call.path)];
    list.push({ kind: 'compute#reference', referenceType: 'MEMBER_OF', referrer, target });
  });
  return { list };
};

const getEffectiveFirewalls: Verb<JsonObject, Instance> = (call, transaction) => {
  const name = call.query.get('networkInterface');
  const { networkInterfaces = [] } = calledResource<Instance>(call, transaction).resource;
  const nic = networkInterfaces.find((candidate) => candidate.name === name);
  const network = pathOf(nic?.network ?? '');
  if (network === undefined) {
    throw invalid('networkInterface', name, 'The instance has no network interface of that name.');
  }
  return { answer: effectiveFirewalls(network, transaction.state, regionOfZone(nameOf(call.scope))) };
};

const getScreenshot: Verb<JsonObject, Instance> = (call, transaction) => {
  const { displayDevice } = calledResource<Instance>(call, transaction).resource;
  if (displayDevice?.enableDisplay !== true) throw invalid('instance', call.path, 'Its display device is not enabled.');
  return { answer: { kind: 'compute#screenshot', contents: '' } };
};

/** There is no vTPM here that would have keys. */
const identity =
  (kind: string): Verb<JsonObject, Instance> =>
  (call, transaction) => {
    calledResource<Instance>(call, transaction);
    return { answer: { kind } };
  };

/** Nothing runs in an instance here that would install extensions. */
const listVmExtensionStates: Verb<JsonObject, Instance> = (call, transaction) => {
  calledResource<Instance>(call, transaction);
  return { list: [] };
};

const getVmExtensionState: Verb<JsonObject, Instance> = ({ path }) => {
  throw notFound(path);
};

/** Verbs that only look at an instance. */
export const instanceReads: {
  readonly [
    Name in
      | 'getEffectiveFirewalls'
      | 'getGuestAttributes'
      | 'getScreenshot'
      | 'getSerialPortOutput'
      | 'getShieldedInstanceIdentity'
      | 'getShieldedVmIdentity'
      | 'getVmExtensionState'
      | 'listReferrers'
      | 'listVmExtensionStates'
  ]: Verb<JsonObject, Instance>;
} = {
  getGuestAttributes,
  getScreenshot,
  getShieldedInstanceIdentity: identity('compute#shieldedInstanceIdentity'),
  getShieldedVmIdentity: identity('compute#shieldedVmIdentity'),
  getVmExtensionState,
  listVmExtensionStates,
  getEffectiveFirewalls,
  getSerialPortOutput,
  listReferrers,
};
