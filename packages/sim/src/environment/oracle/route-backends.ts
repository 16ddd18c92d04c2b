import { isPassthrough } from '../../collections/load-balancing/backend-service-backends.ts';
import { find, findLinked } from '../../wire/find.ts';
import { backendHealth } from '../../collections/load-balancing/backend-service-health.ts';
import type { MemberStatus } from '../../collections/load-balancing/member-health.ts';
import { poolHealth } from '../../collections/load-balancing/target-pools.ts';
import type { Resource } from '../../wire/wire.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import { linkOf, pathOf } from '../../kernel/self-link.ts';
import type { Entry } from '../../kernel/entry.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import type { Progress, RouteBackend, RouteStep } from './route-answer.ts';
import { stopAt, passOn } from './route-answer.ts';

type BackendService = Resource<'BackendService'>;
type EndpointType = Resource<'NetworkEndpointGroup'>['networkEndpointType'];

/** Groups of which Google or a producer balances what is in them: they have no health here. */
const BALANCED_ELSEWHERE: ReadonlySet<EndpointType> = new Set(['SERVERLESS', 'PRIVATE_SERVICE_CONNECT']);

/** What one backend of a service has to offer. */
interface Offer {
  readonly step: RouteStep;
  readonly healthy: readonly RouteBackend[];
  /** What takes packets when nothing is healthy. */
  readonly unhealthy: readonly RouteBackend[];
  readonly isFailover: boolean;
}

/** To which members and endpoints a service gives a request that came by a rule. */
export function routeService(
  path: string,
  rulePath: string,
  transaction: Transaction,
): Progress<readonly RouteBackend[]> {
  const service = find(transaction, 'backendServices', path);
  if (service === undefined) return stopAt(path, 'It does not exist.');
  const offers = (service.resource.backends ?? []).map((backend) =>
    offerOf(path, service, backend, rulePath, transaction),
  );
  if (offers.length === 0) return stopAt(path, 'It has no backends.');
  const steps = offers.map(({ step }) => step);
  const chosen = choose(service.resource, offers);
  const { steps: last, next } =
    typeof chosen === 'string' ? stopAt(path, chosen) : passOn(path, chosen.why, chosen.backends);
  return { steps: [...steps, ...last], next };
}

/** What takes the request, and why; or why nothing does. */
function choose(
  service: BackendService,
  offers: readonly Offer[],
): { readonly backends: readonly RouteBackend[]; readonly why: string } | string {
  const healthyOf = (isFailover: boolean): readonly RouteBackend[] =>
    offers.filter((offer) => offer.isFailover === isFailover).flatMap(({ healthy }) => healthy);
  const primary = healthyOf(false);
  if (primary.length > 0) return { backends: primary, why: `${count(primary)} may take the request.` };
  const failover = healthyOf(true);
  if (failover.length > 0) {
    return {
      backends: failover,
      why: `None of its primary backends is healthy; ${count(failover)} of the failover ones may take it.`,
    };
  }
  const unhealthy = offers.filter(({ isFailover }) => !isFailover).flatMap((offer) => offer.unhealthy);
  const isDropped = service.failoverPolicy?.dropTrafficIfUnhealthy === true;
  if (isPassthrough(service) && !isDropped && unhealthy.length > 0) {
    return { backends: unhealthy, why: `Nothing is healthy, so as a last resort ${count(unhealthy)} may take it.` };
  }
  const status = service.loadBalancingScheme === 'EXTERNAL' ? 502 : 503;
  return isPassthrough(service) || service.protocol?.startsWith('H') !== true
    ? 'Nothing is healthy: connections fail.'
    : `Nothing is healthy: the load balancer answers ${status}.`;
}

const count = (backends: readonly RouteBackend[]): string =>
  backends.length === 1 ? 'one backend' : `each of ${backends.length} backends`;

function offerOf(
  servicePath: string,
  service: Entry<BackendService>,
  backend: Resource<'Backend'>,
  rulePath: string,
  transaction: Transaction,
): Offer {
  const group = pathOf(backend.group ?? '') ?? '';
  const isFailover = backend.failover === true;
  const closed = (why: string): Offer => ({
    step: { resource: group, goesOn: false, why },
    healthy: [],
    unhealthy: [],
    isFailover,
  });
  const endpoints = find(transaction, 'networkEndpointGroups', group)?.resource;
  const members = find(transaction, 'instanceGroups', group)?.resource;
  if (endpoints === undefined && members === undefined) return closed('It does not exist.');
  if (backend.capacityScaler === 0) return closed('Its capacityScaler is 0: it takes no requests.');
  const type = endpoints?.networkEndpointType;
  if (BALANCED_ELSEWHERE.has(type)) {
    const why = `What is in a group of type ${type} is balanced elsewhere.`;
    return {
      step: { resource: group, goesOn: true, why },
      healthy: [{ group, healthState: 'HEALTHY' }],
      unhealthy: [],
      isFailover,
    };
  }
  const statuses = backendHealth(servicePath, service, backend, transaction).filter(
    ({ forwardingRule }) => forwardingRule === undefined || forwardingRule === linkOf(rulePath),
  );
  if (statuses.length === 0) return closed(whyEmpty(members, service.resource));
  const backends = statuses.map((status) => backendOf(group, status));
  const healthy = backends.filter(({ healthState }) => healthState === 'HEALTHY');
  return {
    step: { resource: group, goesOn: healthy.length > 0, why: tally(backends) },
    healthy,
    unhealthy: backends.filter(({ healthState }) => healthState !== 'HEALTHY' && healthState !== 'DRAINING'),
    isFailover,
  };
}

/** @param group undefined for a group of endpoints */
function whyEmpty(group: Resource<'InstanceGroup'> | undefined, { portName }: BackendService): string {
  if (group === undefined) return 'It has no endpoint on anything that runs.';
  const isNamed = (group.namedPorts ?? []).some(({ name }) => name === portName);
  return isNamed || portName === undefined
    ? 'It has no member that runs.'
    : `It has no port named '${portName}', which the backend service sends to.`;
}

function backendOf(group: string, { instance, ipAddress, port, healthState }: MemberStatus): RouteBackend {
  const path = pathOf(instance ?? '');
  return {
    group,
    ...(path === undefined ? {} : { instance: path }),
    ...(ipAddress === undefined ? {} : { ipAddress }),
    ...(port === undefined ? {} : { port }),
    healthState,
  };
}

const STATES = ['HEALTHY', 'UNHEALTHY', 'UNKNOWN', 'DRAINING'];

/** `2 HEALTHY, 1 DRAINING.` */
function tally(backends: readonly RouteBackend[]): string {
  const counts = STATES.map((state) => [state, backends.filter(({ healthState }) => healthState === state).length]);
  return `${counts.flatMap(([state, number]) => (number === 0 ? [] : `${number} ${state}`)).join(', ')}.`;
}

/** To which instances a target pool gives a connection; to all where none is healthy. */
export function routePool(path: string, transaction: Transaction): Progress<readonly RouteBackend[]> {
  const pool = find(transaction, 'targetPools', path);
  const instances = (pool?.resource.instances ?? []).map((link) => pathOf(link) ?? '');
  if (pool === undefined || instances.length === 0) return stopAt(path, 'It has no instances.');
  const backends = instances.map((instance) => ({ instance, healthState: poolHealth(instance, pool, transaction) }));
  const healthy = backends.filter(({ healthState }) => healthState === 'HEALTHY');
  if (healthy.length > 0) return passOn(path, tally(backends), healthy);
  return passOn(path, `${tally(backends)} As a last resort all may take it.`, backends);
}

/** The instance that a target instance stands for. */
export function routeInstance(path: string, transaction: Transaction): Progress<readonly RouteBackend[]> {
  const link = find(transaction, 'targetInstances', path)?.resource.instance;
  const instance = pathOf(link ?? '') ?? '';
  if (findLinked(transaction, 'instances', link)?.resource.status !== 'RUNNING')
    return stopAt(path, `Its instance '${nameOf(instance)}' does not run.`);
  return passOn(path, `It stands for instance '${nameOf(instance)}', which runs.`, [
    { instance, healthState: 'HEALTHY' },
  ]);
}
