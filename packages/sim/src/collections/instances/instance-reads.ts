import type { JsonObject } from '../../kernel/json.ts';
import { invalid } from '../../kernel/refusal.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import { linkOf, pathOf } from '../../kernel/self-link.ts';
import { calledResource } from '../called-resource.ts';
import { scanUsersIn } from '../../wire/find.ts';
import type { Verb } from '../verb.ts';
import { effectiveFirewalls } from '../networking/effective-firewalls.ts';
import { regionOfZone } from '../geography.ts';
import { livingMembers } from './group-members.ts';
import type { Resource } from '../../wire/wire.ts';

type Instance = Resource<'Instance'>;

/** Nothing runs in an instance here, so nothing is printed. */
const getSerialPortOutput: Verb<JsonObject, Instance> = (call) => {
  const selfLink = linkOf(`${call.path}/serialPort`);
  return { answer: { kind: 'compute#serialPortOutput', selfLink, contents: '', start: '0', next: '0' } };
};

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

/** Verbs that only look at an instance. */
export const instanceReads: {
  readonly [Name in 'getEffectiveFirewalls' | 'getSerialPortOutput' | 'listReferrers']: Verb<JsonObject, Instance>;
} = {
  getEffectiveFirewalls,
  getSerialPortOutput,
  listReferrers,
};
