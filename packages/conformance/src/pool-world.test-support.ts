import type { ServicePort } from '@gcepool/core';
import { describeOwned, lastSegment, pathOf } from '@gcepool/core/internal';
import fc from 'fast-check';
import { type PoolLab, zoneA, zoneB } from './pool-lab.test-support.ts';

/** A request that was made in a project before the pool; some are refused. */
export interface SetupRequest {
  readonly method: 'POST' | 'PATCH';
  readonly path: string;
  readonly body: object;
}

export const poolZones: readonly string[] = [zoneA, zoneB];

const foreignMark = describeOwned('another', undefined);
const group = 'k8s-ig--uid';
const name = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 5 }).map((nodePort) => `k8s-be-${nodePort}--uid`) },
  fc.constantFrom('foo', 'k8s-be-1', 'k8s-be-1--other', 'k8s-be-02--uid', 'k8s-be-1-x--uid', 'k8s-be-99999--uid'),
);
const description = fc.constantFrom('', 'by hand', describeOwned('uid', { name: 'old/service' }), foreignMark);
const link = (path: string): string => `https://www.googleapis.com/compute/v1/projects/p/${path}`;

const groupRequest = fc
  .record({
    zone: fc.constantFrom(zoneA, zoneB, 'us-central1-c'),
    groupName: fc.constantFrom(group, 'mine'),
    names: fc.subarray(['http:80', 'port1:1', 'port2:99', 'port77:77']),
  })
  .map(({ zone, groupName, names }) => {
    const namedPorts = names
      .map((entry) => entry.split(':'))
      .map(([portName, port]) => ({ name: portName, port: Number(port) }));
    return post(`zones/${zone}/instanceGroups`, { name: groupName, namedPorts });
  });

const checkRequest = fc
  .record({ name, description, type: fc.constantFrom('HTTP', 'HTTPS', 'TCP') })
  .map((body) => post('global/healthChecks', { ...body, checkIntervalSec: 9, timeoutSec: 4 }));

const serviceRequests = fc
  .record({
    name,
    description,
    protocol: fc.constantFrom('HTTP', 'HTTPS', 'HTTP2'),
    portName: fc.constantFrom('http', 'port1', 'port2'),
    timeoutSec: fc.integer({ min: 1, max: 99 }),
    check: fc.option(name, { nil: undefined }),
    zones: fc.subarray([zoneA, zoneB]),
    balancing: fc.constantFrom({ balancingMode: 'RATE', maxRate: 1 }, { balancingMode: 'UTILIZATION' }),
  })
  .map(({ check, zones, balancing, ...body }) => {
    const made = post('global/backendServices', body);
    if (check === undefined) return [made];
    const backends = zones.map((zone) => ({ group: link(`zones/${zone}/instanceGroups/${group}`), ...balancing }));
    const links = { healthChecks: [link(`global/healthChecks/${check}`)], backends };
    // On its own, so that there is a service also where what it links to is not there.
    const linked: SetupRequest = { method: 'PATCH', path: `global/backendServices/${body.name}`, body: links };
    return [made, linked];
  });

/** Things of others, half-made ones, drifted ones, obsolete ones: groups and checks first, so that services can use them. */
export const worlds: fc.Arbitrary<SetupRequest[]> = fc
  .tuple(
    fc.array(groupRequest, { maxLength: 4 }),
    fc.array(checkRequest, { maxLength: 4 }),
    fc.array(serviceRequests, { maxLength: 5 }),
  )
  .map(([groups, checks, services]) => [...groups, ...checks, ...services.flat()]);

/** Ports that may be desired, with settings of many kinds. */
export const desiredPorts: fc.Arbitrary<ServicePort[]> = fc.uniqueArray(
  fc.record(
    {
      nodePort: fc.integer({ min: 1, max: 7 }),
      protocol: fc.constantFrom('HTTP', 'HTTPS', 'HTTP2'),
      key: fc.constantFrom('shop/cart/http', 'shop/till/https'),
      backendService: fc.constantFrom(
        { timeoutSec: 7 },
        { sessionAffinity: 'CLIENT_IP', enableCDN: true },
        { logConfig: { enable: true, sampleRate: 0.5 }, customRequestHeaders: ['A: 1'] },
      ),
      healthCheck: fc.constantFrom({ checkIntervalSec: 6, timeoutSec: 3 }),
    },
    { requiredKeys: ['nodePort'], noNullPrototype: true },
  ),
  { selector: ({ nodePort }) => nodePort, maxLength: 5 },
);

/** Makes the requests; those that GCE refuses change nothing. */
export function setUp(lab: PoolLab, requests: readonly SetupRequest[]): void {
  for (const { method, path, body } of requests) {
    try {
      lab.request(method, path, body);
    } catch {
      // Refused: the world is without it.
    }
  }
}

interface Resource {
  readonly name?: string;
  readonly description?: string;
  readonly type?: string;
  readonly namedPorts?: readonly { readonly name: string; readonly port: number }[];
  readonly healthChecks?: readonly string[];
  readonly backends?: readonly { readonly group: string }[];
}

const stateOf = (lab: PoolLab): Readonly<Record<string, Resource>> =>
  // What the simulator holds is GCE's JSON.
  lab.state() as Readonly<Record<string, Resource>>;

const isOwnName = (lab: PoolLab, path: string): boolean =>
  lab.namer.ownBackendPort(lastSegment(path)) !== undefined || lastSegment(path) === group;

/** All that is not the pool's, byte for byte: by its name, or because its mark says so. */
export function foreignBytes(lab: PoolLab): string {
  const foreign = Object.entries(stateOf(lab)).filter(([path, resource]) => isForeign(lab, path, resource));
  return JSON.stringify(foreign);
}

/** Whether a resource is not of the pool: by its name, or by the mark of another cluster. */
const isForeign = (lab: PoolLab, path: string, resource: Resource): boolean =>
  !isOwnName(lab, path) || resource.description === foreignMark;

/**
 * Ports for which nothing is done: those whose names another cluster has marked, and those whose health check judges a backend
 * service of somebody else as well, for that is changed for nobody.
 */
function isRefused(lab: PoolLab, nodePort: number): boolean {
  const state = stateOf(lab);
  const own = lab.namer.backend(nodePort);
  const isMarked = ['backendServices', 'healthChecks'].some(
    (collection) => state[`global/${collection}/${own}`]?.description === foreignMark,
  );
  const check = `global/healthChecks/${own}`;
  const isShared = Object.entries(state).some(
    ([path, resource]) => isForeign(lab, path, resource) && resource.healthChecks?.map(pathOf).includes(check) === true,
  );
  return isMarked || isShared;
}

/** What must be there for a port, by path. */
export function expectedOf(lab: PoolLab, ports: readonly ServicePort[]): Record<string, object> {
  const expected: Record<string, object> = {};
  for (const { nodePort, protocol = 'HTTP', backendService = {}, healthCheck = {} } of ports) {
    if (isRefused(lab, nodePort)) continue;
    const own = lab.namer.backend(nodePort);
    expected[`global/healthChecks/${own}`] = { type: protocol, ...healthCheck };
    expected[`global/backendServices/${own}`] = { protocol, portName: `port${nodePort}`, ...backendService };
  }
  return expected;
}

/** What is missing between the desired resources, or obsolete beside them, in words. */
export function differences(lab: PoolLab, ports: readonly ServicePort[]): string[] {
  const state = stateOf(lab);
  const found: string[] = [];
  const desired = new Set(ports.map(({ nodePort }) => nodePort));
  for (const nodePort of [...desired].filter((port) => !isRefused(lab, port))) {
    const own = lab.namer.backend(nodePort);
    const { healthChecks = [], backends = [] } = state[`global/backendServices/${own}`] ?? {};
    if (healthChecks.map(pathOf).join() !== `global/healthChecks/${own}`) found.push(`${own} has another check`);
    for (const zone of poolZones) {
      const path = `zones/${zone}/instanceGroups/${group}`;
      if (!backends.some((backend) => pathOf(backend.group) === path)) found.push(`${own} does not reach ${zone}`);
      const entries = state[path]?.namedPorts?.filter((entry) => entry.name === `port${nodePort}`) ?? [];
      if (entries.map(({ port }) => port).join() !== String(nodePort)) found.push(`${zone} does not name ${own}`);
    }
  }
  const used = new Set(Object.values(state).flatMap(({ healthChecks = [] }) => healthChecks.map(pathOf)));
  for (const path of Object.keys(state)) {
    const nodePort = lab.namer.ownBackendPort(lastSegment(path));
    if (nodePort === undefined || desired.has(nodePort) || isRefused(lab, nodePort)) continue;
    // A check that a service of somebody else uses cannot go, and does no harm.
    if (!used.has(path)) found.push(`${path} is obsolete`);
  }
  return found;
}

function post(path: string, body: object): SetupRequest {
  return { method: 'POST', path, body };
}
