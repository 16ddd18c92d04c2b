import { Namer } from '@gcepool/core';
import { describeOwned, pathOf } from '@gcepool/core/internal';
import type { WholeCloud } from '../whole-cloud.ts';
import type { Cluster, Edit } from './world-event.ts';

/** Something that somebody put into a resource of the pool, which has to stay there while the resource does. */
export interface Trace {
  /** `global/backendServices/x` */
  readonly path: string;
  /** What was put there, in words. */
  readonly what: string;
  /** Of the resource as it is now: whether it is there. */
  readonly isThere: (resource: Readonly<Record<string, unknown>>) => boolean;
}

/** The group that people link to backend services of the pool. */
const OWN_GROUP = 'zones/us-central1-c/instanceGroups/mine';

/** Path of what an edit takes things away from: what people put there before may be gone. */
export function spoiltBy(edit: Edit): string | undefined {
  if (edit.do !== 'spoil' || edit.what === 'portName') return undefined;
  return edit.what === 'namedPorts'
    ? `/instanceGroups/${groupOf(edit.cluster)}`
    : `/${nameOf(edit.cluster, edit.nodePort)}`;
}

/** Does what an edit says, as the console does: reads, and writes with the fingerprint. @returns the traces it left. */
export async function runEdit(cloud: WholeCloud, edit: Edit): Promise<readonly Trace[]> {
  switch (edit.do) {
    case 'ownService':
      return ownService(cloud, edit.name, edit.timeoutSec);
    case 'squat':
      await cloud.createBackendService({
        name: nameOf(edit.cluster, edit.nodePort),
        description: describeOwned('elsewhere', undefined),
      });
      return [];
    case 'setTimeout':
      return setTimeoutSec(cloud, edit.cluster, edit.nodePort, edit.timeoutSec);
    case 'addBackend':
      return addBackend(cloud, edit.cluster, edit.nodePort);
    case 'namePort':
      return namePort(cloud, edit.cluster, edit.zone, edit.port);
    case 'spoil':
      await spoil(cloud, edit);
      return [];
  }
}

const nameOf = (cluster: Cluster, nodePort: number): string => new Namer(cluster).backend(nodePort);
const groupOf = (cluster: Cluster): string => new Namer(cluster).instanceGroup();

async function ownService(cloud: WholeCloud, name: string, timeoutSec: number): Promise<readonly Trace[]> {
  const present = (await cloud.listBackendServices()).find((service) => service.name === name);
  if (present === undefined) await cloud.createBackendService({ name, timeoutSec });
  else await cloud.updateBackendService({ ...present, timeoutSec });
  return [];
}

async function setTimeoutSec(
  cloud: WholeCloud,
  cluster: Cluster,
  nodePort: number,
  timeoutSec: number,
): Promise<readonly Trace[]> {
  const name = nameOf(cluster, nodePort);
  const { fingerprint } = await cloud.getBackendService(name);
  await cloud.patchBackendService(name, { timeoutSec, ...(fingerprint !== undefined && { fingerprint }) });
  const what = `timeoutSec ${timeoutSec}`;
  return [{ path: `global/backendServices/${name}`, what, isThere: (now) => now['timeoutSec'] === timeoutSec }];
}

async function addBackend(cloud: WholeCloud, cluster: Cluster, nodePort: number): Promise<readonly Trace[]> {
  const name = nameOf(cluster, nodePort);
  const service = await cloud.getBackendService(name);
  const { backends = [], healthChecks = [] } = service;
  // A backend service without a health check takes none, and each group is taken once.
  if (healthChecks.length === 0 || backends.some(({ group = '' }) => pathOf(group) === OWN_GROUP)) return [];
  const [mode] = backends.map(({ balancingMode }) => balancingMode);
  const limits = mode === 'RATE' ? { balancingMode: mode, maxRatePerInstance: 5 } : { balancingMode: 'UTILIZATION' };
  await cloud.updateBackendService({
    ...service,
    backends: [...backends, { group: cloud.link(OWN_GROUP), ...limits }],
  });
  const isThere: Trace['isThere'] = (now) =>
    ((now['backends'] ?? []) as { group?: string }[]).some(({ group = '' }) => pathOf(group) === OWN_GROUP);
  return [{ path: `global/backendServices/${name}`, what: `the backend ${OWN_GROUP}`, isThere }];
}

async function namePort(cloud: WholeCloud, cluster: Cluster, zone: string, port: number): Promise<readonly Trace[]> {
  const name = groupOf(cluster);
  const { namedPorts = [], fingerprint } = await cloud.getInstanceGroup(name, zone);
  const mine = `mine${port}`;
  await cloud.setNamedPorts(
    name,
    zone,
    [...namedPorts.filter((each) => each.name !== mine), { name: mine, port }],
    fingerprint,
  );
  const isThere: Trace['isThere'] = (now) =>
    ((now['namedPorts'] ?? []) as { name?: string }[]).some((each) => each.name === mine);
  return [{ path: `zones/${zone}/instanceGroups/${name}`, what: `the named port ${mine}`, isThere }];
}

async function spoil(cloud: WholeCloud, { cluster, nodePort, what }: Extract<Edit, { do: 'spoil' }>): Promise<void> {
  const name = nameOf(cluster, nodePort);
  if (what === 'namedPorts') {
    const group = (await cloud.listInstanceGroups()).find((each) => each.name === groupOf(cluster));
    const zone = group?.zone?.split('/').at(-1);
    if (zone !== undefined) await cloud.setNamedPorts(groupOf(cluster), zone, [], group?.fingerprint);
    return;
  }
  const service = await cloud.getBackendService(name);
  if (what === 'delete') await cloud.deleteBackendService(name);
  else if (what === 'portName') await cloud.updateBackendService({ ...service, portName: 'spoilt' });
  else await cloud.updateBackendService({ ...service, backends: [] });
}
