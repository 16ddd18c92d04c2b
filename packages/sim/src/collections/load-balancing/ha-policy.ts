import type { Entry } from '../../kernel/entry.ts';
import { isSame } from '../../kernel/json.ts';
import { invalid, required } from '../../kernel/refusal.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import { pathOf } from '../../kernel/self-link.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { findLinked, scanUsersIn } from '../../wire/find.ts';
import type { Resource } from '../../wire/wire.ts';
import { isGiven } from '../is-given.ts';
import { isPassthrough } from './backend-service-backends.ts';
import { livingEndpoints } from './network-endpoints.ts';

type BackendService = Resource<'BackendService'>;
type HaPolicy = Resource<'BackendServiceHAPolicy'>;

/** Fields that a service whose endpoints elect a leader does not have (documented). */
const NOT_WITH_LEADER = [
  'connectionTrackingPolicy',
  'failoverPolicy',
  'healthChecks',
  'localityLbPolicy',
  'networkPassThroughLbTrafficPolicy',
  'subsetting',
] as const satisfies readonly (keyof BackendService)[];

const FIELD = 'resource.haPolicy';
const MOST_ENDPOINTS_OF_FAST_MOVE = 32;

const isFast = ({ fastIPMove = 'DISABLED' }: HaPolicy): boolean => fastIPMove !== 'DISABLED';

/**
 * What the API's text asks of a service whose endpoints elect a leader.
 *
 * @throws Refusal for the first thing that does not go with such a policy, or cannot be changed of it
 */
export function checkHaPolicy(
  service: BackendService,
  before: BackendService | undefined,
  transaction: Transaction,
): void {
  const { haPolicy } = service;
  checkKept(haPolicy, before);
  if (haPolicy === undefined) return;
  if (!isPassthrough(service)) {
    throw invalid(FIELD, haPolicy, 'It can only be specified for regional passthrough Network Load Balancers.');
  }
  refuseOthers(service);
  const needsNetwork = service.loadBalancingScheme === 'INTERNAL' || isFast(haPolicy);
  if (needsNetwork && !isGiven(service.network)) throw required('resource.network');
  const groups = groupsOf(service, transaction);
  checkLeader(haPolicy, groups);
  const endpoints = groups.reduce((sum, [, entry]) => sum + livingEndpoints(entry, transaction).length, 0);
  if (isFast(haPolicy) && endpoints > MOST_ENDPOINTS_OF_FAST_MOVE) {
    const explanation = `At most ${MOST_ENDPOINTS_OF_FAST_MOVE} network endpoints can be in backends with fastIPMove.`;
    throw invalid('resource.backends', '', explanation);
  }
  checkLeadingEndpoint(haPolicy, groups, transaction);
}

/** Once set up, it stays, and so does the way in which addresses move. */
function checkKept(haPolicy: HaPolicy | undefined, before: BackendService | undefined): void {
  if (before === undefined) return;
  const kept = before.haPolicy;
  const isChanged = (haPolicy === undefined) !== (kept === undefined);
  if (isChanged) throw invalid(FIELD, haPolicy, 'It can only be specified when the backend service is created.');
  if (haPolicy === undefined || kept === undefined || isFast(haPolicy) === isFast(kept)) return;
  throw invalid(`${FIELD}.fastIPMove`, haPolicy.fastIPMove, 'The field cannot be changed once the resource exists.');
}

function refuseOthers(service: BackendService): void {
  const { sessionAffinity = 'NONE', connectionDraining: { drainingTimeoutSec = 0 } = {} } = service;
  const withLeader = 'It cannot be specified with haPolicy.';
  for (const field of NOT_WITH_LEADER) {
    if (isGiven(service[field])) throw invalid(`resource.${field}`, service[field], withLeader);
  }
  if (drainingTimeoutSec > 0) throw invalid('resource.connectionDraining', service.connectionDraining, withLeader);
  if (sessionAffinity !== 'NONE') throw invalid('resource.sessionAffinity', sessionAffinity, withLeader);
}

type Group = readonly [link: string, group: Entry<Resource<'NetworkEndpointGroup'>>];

/** The backends, which are groups of machines' addresses alone, all in one network. */
function groupsOf(service: BackendService, transaction: Transaction): readonly Group[] {
  return (service.backends ?? []).map(({ group = '' }, index) => {
    const entry = findLinked(transaction, 'networkEndpointGroups', group);
    const field = `resource.backends[${index}].group`;
    if (entry?.resource.networkEndpointType !== 'GCE_VM_IP') {
      throw invalid(field, group, 'With haPolicy, backends must be network endpoint groups of type GCE_VM_IP.');
    }
    const { network } = entry.resource;
    if (isGiven(service.network) && !isSame(network, service.network)) {
      throw invalid(field, group, 'The network endpoint group must be in the network of the backend service.');
    }
    return [group, entry] as const;
  });
}

function checkLeader({ leader }: HaPolicy, groups: readonly Group[]): void {
  const leading = leader?.backendGroup;
  if (leading === undefined || groups.some(([link]) => link === leading)) return;
  const explanation = "The leader's backendGroup must be specified as a backend of this backend service.";
  throw invalid(`${FIELD}.leader.backendGroup`, leading, explanation);
}

function checkLeadingEndpoint({ leader }: HaPolicy, groups: readonly Group[], transaction: Transaction): void {
  const instance = leader?.networkEndpoint?.instance ?? '';
  const group = groups.find(([link]) => link === leader?.backendGroup);
  if (instance === '' || group === undefined) return;
  const isAttached = livingEndpoints(group[1], transaction).some(
    (endpoint) => nameOf(pathOf(endpoint.instance ?? '') ?? '') === nameOf(instance),
  );
  if (isAttached) return;
  const explanation = "The instance must already be attached to the leader's backendGroup.";
  throw invalid(`${FIELD}.leader.networkEndpoint.instance`, instance, explanation);
}

/**
 * The endpoint that leads stays in its group until another one leads, or none (documented).
 *
 * @param path of the group
 * @param group with the endpoints that are left
 */
export function checkLeaderStays(
  path: string,
  group: Entry<Resource<'NetworkEndpointGroup'>>,
  transaction: Transaction,
): void {
  scanUsersIn(transaction.state, 'backendServices', path, ({ resource }, service) => {
    const { backendGroup = '', networkEndpoint } = resource.haPolicy?.leader ?? {};
    const leading = networkEndpoint?.instance ?? '';
    if (leading === '' || pathOf(backendGroup) !== path) return;
    const left = livingEndpoints(group, transaction);
    if (left.some(({ instance = '' }) => nameOf(instance) === nameOf(leading))) return;
    throw invalid(
      'resource.networkEndpoints',
      leading,
      `The endpoint is the leader of the backend service '${service}'.`,
    );
  });
}
