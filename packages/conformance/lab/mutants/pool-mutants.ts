import type { BackendService } from '@gcepool/api';
import { codeOf, describedCluster, lastSegment, pathOf } from '@gcepool/core/internal';
import type { WholeCloud } from '../whole-cloud.ts';
import type { WorldOptions } from '../world/world.ts';

/** Changes what the pool sees of a cloud, or does to it, as a mistake in the pool would. */
const seeing = (breakCloud: (sound: WholeCloud) => Partial<WholeCloud>): WorldOptions => ({ breakCloud });

/** The backend service with the current fingerprint in place of the one that was read. */
async function refreshed(sound: WholeCloud, body: BackendService): Promise<BackendService> {
  const { fingerprint } = await sound.getBackendService(body.name ?? '');
  return { ...body, ...(fingerprint !== undefined && { fingerprint }) };
}

/** The backend service as one that another cluster did not mark. */
const unmarked = (service: BackendService): BackendService =>
  describedCluster(service.description ?? '') === 'elsewhere' ? { ...service, description: '' } : service;

const isLost = (error: unknown): boolean => codeOf(error) === 0;

/** Deliberately broken pools, each with the mistake that somebody could make. */
export const POOL_MUTANTS: Readonly<Record<string, WorldOptions>> = {
  'pool: writes without a fingerprint': seeing((sound) => ({
    updateBackendService: ({ fingerprint: _dropped, ...body }, options) => sound.updateBackendService(body, options),
    patchBackendService: (name, { fingerprint: _dropped, ...patch }, options) =>
      sound.patchBackendService(name, patch, options),
  })),
  'pool: writes what it read under a fingerprint that it fetched since': seeing((sound) => ({
    patchBackendService: async (name, patch, options) =>
      sound.patchBackendService(name, await refreshed(sound, { ...patch, name }), options),
  })),
  'pool: names ports without a fingerprint': seeing((sound) => ({
    setNamedPorts: (name, zone, ports, _, options) => sound.setNamedPorts(name, zone, ports, undefined, options),
  })),
  'pool: names its ports and no others': seeing((sound) => ({
    setNamedPorts: (name, zone, ports, fingerprint, options) =>
      sound.setNamedPorts(
        name,
        zone,
        ports.filter((port) => /^port\d/.test(port.name ?? '')),
        fingerprint,
        options,
      ),
  })),
  'pool: links its groups and no others': seeing((sound) => ({
    patchBackendService: (name, patch, options) => {
      const backends = patch.backends?.filter(({ group = '' }) => pathOf(group).includes('/k8s-ig--'));
      return sound.patchBackendService(name, { ...patch, ...(backends && { backends }) }, options);
    },
  })),
  'pool: sets what it has no opinion on': seeing((sound) => ({
    patchBackendService: (name, patch, options) =>
      sound.patchBackendService(name, { ...patch, timeoutSec: 30 }, options),
  })),
  'pool: calls without a request id': seeing((sound) => ({
    createBackendService: (body) => sound.createBackendService(body),
  })),
  'pool: deletes every backend service it can see': seeing((sound) => ({
    deleteBackendService: async (_name, options) => {
      for (const { name = '' } of await sound.listBackendServices()) await sound.deleteBackendService(name, options);
    },
  })),
  'pool: takes what is marked for another cluster': seeing((sound) => ({
    listBackendServices: async (options) =>
      (await sound.listBackendServices(options)).map((service) => unmarked(service)),
    getBackendService: async (name) => unmarked(await sound.getBackendService(name)),
  })),
  'pool: overwrites what appeared since it looked': seeing((sound) => ({
    createBackendService: async (body, options) => {
      try {
        await sound.createBackendService(body, options);
      } catch (error) {
        if (codeOf(error) !== 409) throw error;
        await sound.updateBackendService(await refreshed(sound, body), { requestId: crypto.randomUUID() });
      }
    },
  })),
  'pool: takes a stale fingerprint for success': seeing((sound) => ({
    patchBackendService: (name, patch, options) =>
      sound.patchBackendService(name, patch, options).catch((error: unknown) => {
        if (codeOf(error) !== 412) throw error;
      }),
  })),
  'pool: takes no word for success': seeing((sound) => ({
    createBackendService: (body, options) =>
      sound.createBackendService(body, options).catch((error: unknown) => {
        if (!isLost(error)) throw error;
      }),
  })),
  'pool: takes every refusal for success': seeing((sound) => ({
    setNamedPorts: (...given) => sound.setNamedPorts(...given).catch(() => undefined),
  })),
  'pool: repairs no protocol': seeing((sound) => ({
    patchBackendService: (name, { protocol: _dropped, ...patch }, options) =>
      sound.patchBackendService(name, patch, options),
    updateBackendService: async (body, options) => {
      const { protocol } = await sound.getBackendService(body.name ?? '');
      return sound.updateBackendService({ ...body, ...(protocol !== undefined && { protocol }) }, options);
    },
  })),
  'pool: changes health checks without need': seeing((sound) => ({
    listHealthChecks: async (options) =>
      (await sound.listHealthChecks(options)).map((check) => ({ ...check, type: 'TCP' })),
  })),
  'pool: lists one page': seeing((sound) => ({
    listBackendServices: async (options) => (await sound.listBackendServices(options)).slice(0, 1),
  })),
  'pool: forgets health checks': seeing(() => ({ deleteHealthCheck: async () => undefined })),
  'pool: deletes nothing': seeing(() => ({ deleteBackendService: async () => undefined })),
  'pool: deletes the next port': seeing((sound) => ({
    deleteBackendService: (name, options) =>
      sound.deleteBackendService(
        name.replace(/\d(?=--)/, (digit) => String((Number(digit) % 5) + 1)),
        options,
      ),
  })),
  'pool: makes groups in one zone only': seeing((sound) => ({
    createInstanceGroup: async (body, zone, options) =>
      zone.endsWith('a') ? sound.createInstanceGroup(body, zone, options) : undefined,
  })),
  'pool: takes a zone that is out of reach for empty': seeing((sound) => ({
    listReachableInstanceGroups: async (options) => ({
      items: (await sound.listReachableInstanceGroups(options)).items,
      unreachable: [],
    }),
  })),
  'pool: leaves nodes that are gone in their groups': seeing(() => ({ removeInstances: async () => undefined })),
  'pool: adds one node of many': seeing((sound) => ({
    addInstances: (name, zone, instances, options) => sound.addInstances(name, zone, instances.slice(0, 1), options),
  })),
  'pool: empties a group before it fills it': seeing((sound) => ({
    addInstances: async (name, zone, instances, options) => {
      const members = (await sound.listInstances(name, zone)).map((link) => lastSegment(link));
      const requestId = crypto.randomUUID();
      if (members.length > 0) await sound.removeInstances(name, zone, members, { requestId });
      await sound.addInstances(name, zone, [...members, ...instances], options);
    },
  })),
  'pool: takes nodes that are gone for added': seeing((sound) => ({
    addInstances: (...given) =>
      sound.addInstances(...given).catch((error: unknown) => {
        if (codeOf(error) !== 404) throw error;
      }),
  })),
  'pool: lets nodes leave before others are healthy': { pool: { healthyWithinMs: false } },
  'pool: names no port before it names others': seeing((sound) => ({
    setNamedPorts: async (name, zone, ports, fingerprint, options) => {
      await sound.setNamedPorts(name, zone, [], fingerprint, { requestId: crypto.randomUUID() });
      const { fingerprint: current } = await sound.getInstanceGroup(name, zone);
      await sound.setNamedPorts(name, zone, ports, current, options);
    },
  })),
  'pool: unlinks groups before it links others': seeing((sound) => ({
    patchBackendService: async (name, patch, options) => {
      if (patch.backends === undefined) return sound.patchBackendService(name, patch, options);
      const { fingerprint } = patch;
      const nothing = { backends: [], ...(fingerprint !== undefined && { fingerprint }) };
      await sound.patchBackendService(name, nothing, { requestId: crypto.randomUUID() });
      return sound.patchBackendService(name, await refreshed(sound, { ...patch, name }), options);
    },
  })),
  'pool: leaves a zone as it goes to another': seeing((sound) => ({
    patchBackendService: (name, patch, options) =>
      sound.patchBackendService(
        name,
        { ...patch, ...(patch.backends && { backends: patch.backends.slice(-1) }) },
        options,
      ),
  })),
  'pool: makes a backend service anew to change its protocol': seeing((sound) => ({
    patchBackendService: async (name, patch, options) => {
      if (patch.protocol === undefined) return sound.patchBackendService(name, patch, options);
      const { fingerprint: _old, ...present } = await sound.getBackendService(name);
      await sound.deleteBackendService(name, { requestId: crypto.randomUUID() });
      const { fingerprint: _read, ...wanted } = patch;
      return sound.createBackendService({ ...present, ...wanted }, options);
    },
  })),
  'pool: takes a health check away to change it': seeing((sound) => ({
    updateHealthCheck: async (body, options) => {
      const { name = '' } = body;
      const { fingerprint = '', backends = [], healthChecks = [] } = await sound.getBackendService(name);
      const requestId = (): { requestId: string } => ({ requestId: crypto.randomUUID() });
      await sound.patchBackendService(name, { backends: [], healthChecks: [], fingerprint }, requestId());
      await sound.updateHealthCheck(body, options);
      await sound.patchBackendService(name, await refreshed(sound, { name, backends, healthChecks }), requestId());
    },
  })),
  'pool: puts no health check back': seeing((sound) => ({
    updateHealthCheck: async (body, options) => {
      const { description = '' } = await sound.getHealthCheck(body.name ?? '');
      if (!description.includes('gcepool/trial')) await sound.updateHealthCheck(body, options);
    },
  })),
  'pool: takes who fails a health check for healthy': seeing((sound) => ({
    getHealth: async (name, group) => {
      const { healthStatus = [] } = await sound.getHealth(name, group);
      return { healthStatus: healthStatus.map((status) => ({ ...status, healthState: 'HEALTHY' })) };
    },
  })),
  'pool: asks without end': {
    // So often that the law sees it, and not so often that no run ends.
    pool: { patienceMs: Number.MAX_SAFE_INTEGER, backoff: { attempts: 400 } },
  },
  'pool: ignores a port': { pool: { ignorePorts: [30_001] } },
  'pool: never gives up a port': { pool: { graceMs: 10_000_000_000 } },
};
