import type { BackendService, HealthCheck } from '@gcepool/api';
import fc from 'fast-check';
import { describeOwned } from './names/description.ts';
import { InMemoryCloud } from './cloud/in-memory-cloud.test-support.ts';
import { pathOf } from './cloud/link.ts';
import { Namer } from './names/namer.ts';
import { HEALTH_CHECK_TYPE_OF } from './ports/protocol.ts';
import type { ServicePort } from './ports/service-port.ts';

/** Whose world it is. */
export const namer: Namer = new Namer('uid');

/** A project as a pool may find it: things of others, half-made ones, drifted ones, unused ones. */
export interface World {
  readonly zones: readonly string[];
  readonly groups: readonly { readonly name: string; readonly zone: string; readonly names: readonly string[] }[];
  readonly checks: readonly { readonly name: string; readonly type: 'HTTP' | 'HTTPS' | 'TCP'; readonly mark: string }[];
  readonly services: readonly {
    readonly name: string;
    readonly protocol: string;
    readonly portName: string;
    readonly mark: string;
    readonly check: string;
    readonly zones: readonly string[];
    readonly mode: 'RATE' | 'UTILIZATION';
    readonly timeoutSec: number;
  }[];
}

const zoneNames = ['a', 'b', 'c'];
const ownName = fc.integer({ min: 1, max: 5 }).map((nodePort) => namer.backend(nodePort));
const name = fc.oneof(
  { weight: 3, arbitrary: ownName },
  fc.constantFrom('foo', 'k8s-be-1', 'k8s-be-1--other', 'k8s-be-02--uid', 'k8s-be-1-x--uid', 'k8s-be-99999--uid'),
);
const marks = ['', 'by hand', describeOwned('uid', undefined), describeOwned('uid', { name: 'old/service' })];
const foreignMark = describeOwned('another', undefined);
const mark = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...marks) }, fc.constant(foreignMark));

/** Worlds of every kind. */
export const worlds: fc.Arbitrary<World> = fc.record({
  zones: fc.subarray(zoneNames),
  groups: fc.uniqueArray(
    fc.record({
      name: fc.constantFrom('k8s-ig--uid', 'mine'),
      zone: fc.constantFrom(...zoneNames, 'd'),
      names: fc.subarray(['http:80', 'port1:1', 'port2:99', 'port77:77']),
    }),
    { selector: (group) => `${group.zone}/${group.name}`, maxLength: 5 },
  ),
  checks: fc.uniqueArray(fc.record({ name, type: fc.constantFrom('HTTP', 'HTTPS', 'TCP'), mark }), {
    selector: (check) => check.name,
    maxLength: 5,
  }),
  services: fc.uniqueArray(
    fc.record({
      name,
      protocol: fc.constantFrom('HTTP', 'HTTPS', 'HTTP2'),
      portName: fc.constantFrom('http', 'port1', 'port2'),
      mark,
      check: name,
      zones: fc.subarray([...zoneNames, 'd']),
      mode: fc.constantFrom('RATE', 'UTILIZATION'),
      timeoutSec: fc.integer({ min: 1, max: 99 }),
    }),
    { selector: (service) => service.name, maxLength: 5 },
  ),
});

/** Ports that may be desired, with settings of many kinds. */
export const desiredPorts: fc.Arbitrary<ServicePort[]> = fc.uniqueArray(
  fc.record(
    {
      nodePort: fc.integer({ min: 1, max: 8 }),
      protocol: fc.constantFrom('HTTP', 'HTTPS', 'HTTP2'),
      key: fc.constantFrom('shop/cart/http', 'shop/till/https'),
      backendService: fc.record(
        {
          timeoutSec: fc.integer({ min: 1, max: 3 }),
          sessionAffinity: fc.constantFrom('NONE', 'CLIENT_IP'),
          enableCDN: fc.boolean(),
          logConfig: fc.record(
            { enable: fc.boolean(), sampleRate: fc.constantFrom(0.5, 1) },
            { noNullPrototype: true },
          ),
        },
        { requiredKeys: [], noNullPrototype: true },
      ),
      healthCheck: fc.record(
        { checkIntervalSec: fc.integer({ min: 5, max: 7 }) },
        { requiredKeys: [], noNullPrototype: true },
      ),
    },
    { requiredKeys: ['nodePort'], noNullPrototype: true },
  ),
  { selector: ({ nodePort }) => nodePort, maxLength: 6 },
);

/** Makes the world. What GCE would refuse to have, such as groups used in two modes, is left out. */
export async function cloudOf(world: World): Promise<InMemoryCloud> {
  const cloud = new InMemoryCloud(world.zones);
  for (const { name: group, zone, names } of world.groups) {
    const namedPorts = names
      .map((entry) => entry.split(':'))
      .map(([port, number]) => ({ name: port, port: Number(number) }));
    await cloud.createInstanceGroup({ name: group, namedPorts }, zone);
  }
  for (const { name: check, type, mark: description } of world.checks) {
    await cloud.createHealthCheck({ name: check, type, description, checkIntervalSec: 9 });
  }
  for (const {
    name: service,
    protocol,
    portName,
    mark: description,
    check,
    zones,
    mode,
    timeoutSec,
  } of world.services) {
    const backends = zones.map((zone) => ({
      group: cloud.link(`zones/${zone}/instanceGroups/k8s-ig--uid`),
      balancingMode: mode,
      ...(mode === 'RATE' ? { maxRate: 1 } : {}),
    }));
    const body = { name: service, protocol, portName, description, timeoutSec };
    const healthChecks = [cloud.link(`global/healthChecks/${check}`)];
    await cloud.createBackendService({ ...body, healthChecks, backends }).catch(() => cloud.createBackendService(body));
  }
  cloud.calls.length = 0;
  return cloud;
}

/** All that is not the pool's, byte for byte: by name, or because its mark says so. */
export function foreignBytes({ state }: InMemoryCloud): string {
  const isForeign = ({ name: given = '', description = '' }: BackendService | HealthCheck): boolean =>
    (namer.ownBackendPort(given) === undefined && given !== namer.instanceGroup()) || description === foreignMark;
  return JSON.stringify([
    [...state.services.values()].filter(isForeign),
    [...state.checks.values()].filter(isForeign),
    [...state.groups.values()].filter(isForeign),
  ]);
}

/** Whatever is desired and not there, and whatever of the pool's is there beyond it, in words; empty where all is well. */
export function shortcomings({ state, zones }: InMemoryCloud, ports: readonly ServicePort[]): string[] {
  const found: string[] = [];
  const isOurs = (resource: { description?: string | undefined } | undefined): boolean =>
    resource?.description !== foreignMark;
  for (const port of ports) {
    const own = namer.backend(port.nodePort);
    const service = state.services.get(`global/backendServices/${own}`);
    const check = state.checks.get(`global/healthChecks/${own}`);
    // What is marked for another cluster is refused, and reported.
    if (!isOurs(service) || !isOurs(check)) continue;
    // So is a change of a check that judges what is of others as well.
    const users = [...state.services.values()].filter((each) =>
      each.healthChecks?.map(pathOf).includes(`global/healthChecks/${own}`),
    );
    if (users.some((each) => !isOurs(each) || namer.ownBackendPort(each.name ?? '') === undefined)) continue;
    const { protocol = 'HTTP' } = port;
    if (service === undefined || check === undefined) {
      found.push(`${own} is not there`);
      continue;
    }
    if (service.protocol !== protocol) found.push(`${own} speaks ${service.protocol}`);
    if (service.portName !== `port${port.nodePort}`) found.push(`${own} asks for ${service.portName}`);
    if (service.healthChecks?.map(pathOf).join() !== `global/healthChecks/${own}`)
      found.push(`${own} has another check`);
    if (check.type !== HEALTH_CHECK_TYPE_OF[protocol]) found.push(`${own} is checked by ${check.type}`);
    for (const [field, value] of Object.entries(port.backendService ?? {})) {
      const present: unknown = Object.entries(service).find(([key]) => key === field)?.[1];
      if (JSON.stringify(present ?? false) !== JSON.stringify(value))
        found.push(`${own} has ${field} ${String(present)}`);
    }
    const interval = port.healthCheck?.checkIntervalSec;
    if (interval !== undefined && check.checkIntervalSec !== interval)
      found.push(`${own} is checked at another interval`);
    for (const zone of zones) {
      const group = `zones/${zone}/instanceGroups/${namer.instanceGroup()}`;
      if (!service.backends?.some((backend) => pathOf(backend.group ?? '') === group))
        found.push(`${own} misses ${group}`);
      const entries = state.groups.get(group)?.namedPorts?.filter((entry) => entry.name === service.portName) ?? [];
      if (entries.length !== 1 || entries[0]?.port !== port.nodePort) found.push(`${group} does not name ${own}`);
    }
  }
  const desired = new Set(ports.map(({ nodePort }) => nodePort));
  for (const [path, resource] of [...state.services, ...state.checks]) {
    const nodePort = namer.ownBackendPort(resource.name ?? '');
    if (nodePort === undefined || desired.has(nodePort)) continue;
    const place = resource.name ?? '';
    const pair = [
      state.services.get(`global/backendServices/${place}`),
      state.checks.get(`global/healthChecks/${place}`),
    ];
    if (pair.every((each) => isOurs(each)) && !isUsedByOthers(path, state)) found.push(`${path} is left over`);
  }
  return found;
}

/** A check that a service of somebody else uses cannot go, and does no harm. */
function isUsedByOthers(path: string, { services }: InMemoryCloud['state']): boolean {
  return [...services.values()].some(({ healthChecks = [] }) => healthChecks.some((check) => pathOf(check) === path));
}
