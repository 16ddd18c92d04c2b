import type { BackendService } from '@gcepool/api';
import { codeOf } from '@gcepool/core/internal';
import type { WholeCloud } from '../whole-cloud.ts';

/** Breaks a sound cloud: gives the methods that do something else. */
export type AdapterMutation = (sound: WholeCloud) => Partial<WholeCloud>;

/** Carries on where a call is refused with this status. */
async function forgiving<T>(code: number, call: Promise<T>, instead: () => T | Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (codeOf(error) === code) return instead();
    throw error;
  }
}

/** Refuses in other words. */
async function retold<T>(call: Promise<T>, told: (error: Error) => unknown): Promise<T> {
  return call.catch((error: unknown) => {
    throw told(error instanceof Error ? error : new Error(String(error)));
  });
}

const { assign } = Object;
const nothing = (): void => undefined;
const withoutFingerprint = <T extends { fingerprint?: string | undefined }>({
  fingerprint: _dropped,
  ...rest
}: T): Omit<T, 'fingerprint'> => rest;

/** Deliberately broken adapters, each with the mistake that somebody could make. */
export const ADAPTER_MUTANTS: Readonly<Record<string, AdapterMutation>> = {
  'makes up what is absent': (sound) => ({
    getBackendService: (name) => forgiving(404, sound.getBackendService(name), () => ({ name })),
  }),
  'tells absence with the code of another protocol': (sound) => ({
    getHealthCheck: (name) =>
      retold(sound.getHealthCheck(name), ({ message }) => assign(new Error(message), { code: 5 })),
  }),
  'tells absence as a missing permission': (sound) => ({
    getInstanceGroup: (name, zone) =>
      retold(sound.getInstanceGroup(name, zone), (error) =>
        assign(error, { code: codeOf(error) === 404 ? 403 : codeOf(error) }),
      ),
  }),
  'leaves the status out of its errors': (sound) => ({
    createHealthCheck: (body, options) =>
      retold(sound.createHealthCheck(body, options), ({ message }) => new Error(message)),
  }),
  'rejects with something that is no Error': (sound) => ({
    deleteBackendService: (name, options) =>
      retold(sound.deleteBackendService(name, options), (error) => ({ code: codeOf(error) })),
  }),
  'gives a refusal the reason of another': (sound) => ({
    getBackendService: (name) =>
      retold(sound.getBackendService(name), (error) => assign(error, { reason: 'forbidden' })),
  }),
  'replaces what exists already': (sound) => ({
    createHealthCheck: (body, options) =>
      forgiving(409, sound.createHealthCheck(body, options), () => sound.updateHealthCheck(body)),
  }),
  'is content that it exists already': (sound) => ({
    createInstanceGroup: (body, zone, options) =>
      forgiving(409, sound.createInstanceGroup(body, zone, options), nothing),
  }),
  'makes names good': (sound) => ({
    createBackendService: (body, options) =>
      sound.createBackendService({ ...body, name: body.name?.toLowerCase().replace('_', '-') }, options),
  }),
  'loses the fingerprint when it writes': (sound) => ({
    updateBackendService: (body, options) => sound.updateBackendService(withoutFingerprint(body), options),
  }),
  'loses the fingerprint when it reads': (sound) => ({
    getBackendService: async (name) => withoutFingerprint(await sound.getBackendService(name)),
  }),
  'fetches the fingerprint itself': (sound) => ({
    updateBackendService: async (body, options) => {
      const { fingerprint } = await sound.getBackendService(body.name ?? '');
      return sound.updateBackendService({ ...body, fingerprint }, options);
    },
  }),
  'overwrites where it is refused': (sound) => ({
    updateBackendService: (body, options) =>
      forgiving(412, sound.updateBackendService(body, options), async () => {
        const { fingerprint } = await sound.getBackendService(body.name ?? '');
        return sound.updateBackendService({ ...body, fingerprint });
      }),
  }),
  'gives up in silence where it is refused': (sound) => ({
    updateBackendService: (body, options) => forgiving(412, sound.updateBackendService(body, options), nothing),
  }),
  'names ports without a fingerprint': (sound) => ({
    setNamedPorts: (name, zone, ports, _, options) => sound.setNamedPorts(name, zone, ports, undefined, options),
  }),
  'adds to the named ports in place of setting them': (sound) => ({
    setNamedPorts: async (name, zone, ports, fingerprint, options) => {
      const { namedPorts = [] } = await sound.getInstanceGroup(name, zone);
      return sound.setNamedPorts(name, zone, [...namedPorts, ...ports], fingerprint, options);
    },
  }),
  'keeps what a replacement leaves out': (sound) => ({
    updateBackendService: async (body, options) =>
      sound.updateBackendService({ ...(await sound.getBackendService(body.name ?? '')), ...body }, options),
  }),
  'forgets a field': (sound) => ({
    createBackendService: ({ timeoutSec: _dropped, ...body }, options) => sound.createBackendService(body, options),
  }),
  'patches what it should merge': (sound) => ({
    patchHealthCheck: (name, patch, options) => sound.updateHealthCheck({ ...patch, name }, options),
  }),
  'updates only fields that are true': (sound) => ({
    patchBackendService: (name, patch, options) =>
      sound.patchBackendService(
        name,
        Object.fromEntries(Object.entries(patch).filter(([, value]) => Boolean(value))),
        options,
      ),
  }),
  'ignores the page token': (sound) => ({
    listBackendServices: async (options) => (await sound.listBackendServices(options)).slice(0, 1),
  }),
  'reads the first page again and again': (sound) => ({
    listHealthChecks: async (options) => {
      const [first, ...rest] = await sound.listHealthChecks(options);
      return first === undefined ? [] : [first, first, ...rest.slice(1)];
    },
  }),
  'forgets a zone of an aggregated list': (sound) => ({
    listReachableInstanceGroups: async (options) => {
      const { items, unreachable } = await sound.listReachableInstanceGroups(options);
      return { items: items.filter(({ zone }) => zone !== items[0]?.zone), unreachable };
    },
  }),
  'filters too much': (sound) => ({
    listBackendServices: async (options) =>
      options?.filter === undefined ? sound.listBackendServices() : (await sound.listBackendServices(options)).slice(1),
  }),
  'lists fields of its own choice': (sound) => ({
    listHealthChecks: async (options) =>
      (await sound.listHealthChecks(options)).map(({ name = '', selfLink = '' }) => ({ name, selfLink })),
  }),
  'lists what was there before': (sound) => {
    let before: BackendService[] = [];
    return {
      listBackendServices: async (options) => {
        const stale = before;
        before = await sound.listBackendServices(options);
        return stale;
      },
    };
  },
  'remembers what it read': (sound) => {
    const cache = new Map<string, ReturnType<WholeCloud['getHealthCheck']>>();
    return {
      getHealthCheck: (name) => {
        const known = cache.get(name) ?? sound.getHealthCheck(name);
        cache.set(name, known);
        return known;
      },
    };
  },
  'is content that there is nothing to delete': (sound) => ({
    deleteHealthCheck: (name, options) => forgiving(404, sound.deleteHealthCheck(name, options), nothing),
  }),
  'deletes nothing': () => ({ deleteBackendService: async () => undefined }),
  'deletes what is in use': (sound) => ({
    deleteHealthCheck: (name, options) =>
      forgiving(400, sound.deleteHealthCheck(name, options), async () => {
        for (const service of await sound.listBackendServices()) {
          await sound.updateBackendService({ ...service, healthChecks: [], backends: [] });
        }
        return sound.deleteHealthCheck(name);
      }),
  }),
  'is content that it is in use': (sound) => ({
    deleteInstanceGroup: (name, zone, options) =>
      forgiving(400, sound.deleteInstanceGroup(name, zone, options), nothing),
  }),
  'drops links that lead nowhere': (sound) => ({
    createBackendService: (body, options) =>
      forgiving(404, sound.createBackendService(body, options), () =>
        sound.createBackendService({ ...body, healthChecks: [], backends: [] }),
      ),
  }),
  'touches one resource when it is told to make another': (sound) => ({
    createBackendService: async (body, options) => {
      const [other] = await sound.listBackendServices();
      await sound.createBackendService(body, options);
      if (other !== undefined) await sound.updateBackendService({ ...other, description: 'touched' });
    },
  }),
  'repeats without a request id': (sound) => ({
    createBackendService: (body) => sound.createBackendService(body),
  }),
  'makes a request id of its own for each attempt': (sound) => ({
    deleteHealthCheck: (name) => sound.deleteHealthCheck(name, { requestId: crypto.randomUUID() }),
  }),
  'is content that an instance is a member': (sound) => ({
    addInstances: (name, zone, instances, options) =>
      forgiving(400, sound.addInstances(name, zone, instances, options), nothing),
  }),
  'adds one instance of many': (sound) => ({
    addInstances: (name, zone, instances, options) => sound.addInstances(name, zone, instances.slice(0, 1), options),
  }),
  'lists one page of members': (sound) => ({
    listInstances: async (name, zone) => (await sound.listInstances(name, zone)).slice(0, 2),
  }),
  'tells absence of an endpoint group as a missing permission': (sound) => ({
    getNetworkEndpointGroup: (name, zone) =>
      retold(sound.getNetworkEndpointGroup(name, zone), (error) =>
        assign(error, { code: codeOf(error) === 404 ? 403 : codeOf(error) }),
      ),
  }),
  'attaches one endpoint of many': (sound) => ({
    attachNetworkEndpoints: (name, zone, endpoints, options) =>
      sound.attachNetworkEndpoints(name, zone, endpoints.slice(0, 1), options),
  }),
  'replaces the endpoints where it attaches': (sound) => ({
    attachNetworkEndpoints: async (name, zone, endpoints, options) => {
      const present = await sound.listNetworkEndpoints(name, zone);
      if (present.length > 0) await sound.detachNetworkEndpoints(name, zone, present);
      return sound.attachNetworkEndpoints(name, zone, endpoints, options);
    },
  }),
  'is content that an endpoint is not attached': (sound) => ({
    detachNetworkEndpoints: (name, zone, endpoints, options) =>
      forgiving(400, sound.detachNetworkEndpoints(name, zone, endpoints, options), nothing),
  }),
  'lists one page of endpoints': (sound) => ({
    listNetworkEndpoints: async (name, zone) => (await sound.listNetworkEndpoints(name, zone)).slice(0, 2),
  }),
  'is content that an endpoint group is in use': (sound) => ({
    deleteNetworkEndpointGroup: (name, zone, options) =>
      forgiving(400, sound.deleteNetworkEndpointGroup(name, zone, options), nothing),
  }),
  'knows the health of what is no backend': (sound) => ({
    getHealth: (name, group) => forgiving(400, sound.getHealth(name, group), () => ({})),
  }),
  'tells the health of instances that are no members': (sound) => ({
    getHealth: async (name, group) => {
      const health = await sound.getHealth(name, group);
      return { ...health, healthStatus: [...(health.healthStatus ?? []), { instance: 'zones/z/instances/stranger' }] };
    },
  }),
};
