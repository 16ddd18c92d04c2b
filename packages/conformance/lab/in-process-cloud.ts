import type { NetworkEndpoint, NetworkEndpointGroup } from '@gcepool/api';
import type { CallOptions, ListOptions, ReachableItems, RegionalCloud } from '@gcepool/core';
import { lastSegment, messageOf } from '@gcepool/core/internal';
import type { Simulator } from '@gcepool/sim';
import type { WholeCloud } from './whole-cloud.ts';
import { CloudRefusal, hasArrived, type Json, refusalOfAnswer, refusalOfOperation } from './cloud-refusal.ts';

/** How an {@link inProcessCloud} speaks to its simulator. */
export interface InProcessOptions {
  /** Items on one page of a list, 1 to 500. Default: 500. */
  readonly pageSize?: number;
  /** Who asks, as operations show it. Default: the simulator's own word for somebody. */
  readonly user?: string;
  /** Comes before every request; it may wait, or throw in place of the request. Told `POST global/backendServices`. */
  readonly before?: (call: string, body: unknown) => Promise<void> | void;
  /** Comes after every request that was answered; it may throw in place of the answer. */
  readonly after?: (call: string) => void;
}

/** How often an operation is asked for: the second time it is done, unless something goes wrong. */
const POLLS = 4;

const ROOT = '/compute/v1/projects/p/';

/**
 * The cloud interfaces straight over `simulator.handle`: nothing but promises that are resolved already, so that a whole world
 * is the same each time. The second adapter of the laws, for what both do alike is not the doing of one.
 */
export function inProcessCloud(simulator: Simulator, options: InProcessOptions = {}): WholeCloud {
  const { pageSize = 500, user, before, after } = options;
  const headers = user === undefined ? {} : { headers: { 'x-gcepool-user': user } };

  const ask = (method: string, path: string, body?: unknown): Json => {
    const answer = simulator.handle({ method, url: ROOT + path, body: structuredClone(body), ...headers });
    if (!hasArrived(answer)) throw new CloudRefusal(0, 'noAnswer', path);
    if (answer.status >= 400) throw refusalOfAnswer(answer, path);
    return answer.body ?? {};
  };

  const send = async (method: string, path: string, body?: unknown): Promise<Json> => {
    const call = `${method} ${path}`;
    await before?.(call, body);
    const answer = ask(method, path, body);
    after?.(call);
    return answer;
  };

  /** Asks for a change, and for its operation until that is done. */
  const change = async (method: string, path: string, body?: unknown, given?: CallOptions): Promise<void> => {
    const query = given?.requestId === undefined ? '' : `?requestId=${given.requestId}`;
    const { selfLink } = await send(method, path + query, body);
    const operation = String(selfLink).split('/projects/p/')[1] ?? '';
    const { status, error, httpErrorStatusCode } = ended(operation, path);
    if (status !== 'DONE') throw new CloudRefusal(0, 'timeout', path);
    if (error !== undefined) throw refusalOfOperation(error, Number(httpErrorStatusCode), path);
  };

  /** An operation once it is done, or as it is if it never will be. */
  const ended = (operation: string, path: string): Json => {
    for (let polls = 1; ; polls += 1) {
      try {
        const found = ask('GET', operation);
        if (found['status'] === 'DONE' || polls >= POLLS) return found;
      } catch (cause) {
        // What became of the change is not what became of the question.
        if (polls >= POLLS) throw new CloudRefusal(0, 'outcomeUnknown', path, `outcome unknown: ${messageOf(cause)}`);
      }
    }
  };

  const pages = async (
    path: string,
    filter: string | undefined,
    method = 'GET',
    body?: unknown,
    parameters: Readonly<Record<string, string>> = {},
  ): Promise<Json[]> => {
    const found: Json[] = [];
    let token = '';
    do {
      const query = new URLSearchParams({ ...parameters, maxResults: String(pageSize), pageToken: token });
      if (filter !== undefined) query.set('filter', filter);
      const page = await send(method, `${path}?${query.toString()}`, body);
      found.push(page);
      token = typeof page['nextPageToken'] === 'string' ? page['nextPageToken'] : '';
    } while (token !== '');
    return found;
  };

  // The answers are taken at their word: their types are the API's own.
  const items = async <T>(path: string, { filter }: ListOptions = {}): Promise<T[]> =>
    (await pages(path, filter)).flatMap((page) => (page['items'] as T[] | undefined) ?? []);
  const scopedItems = <T>(found: readonly Json[], collection: string): T[] =>
    found.flatMap((page) =>
      Object.values((page['items'] ?? {}) as Record<string, Record<string, T[]>>).flatMap(
        (scope) => scope[collection] ?? [],
      ),
    );
  const scoped = async <T>(collection: string, { filter }: ListOptions = {}): Promise<T[]> =>
    scopedItems(await pages(`aggregated/${collection}`, filter), collection);
  const reachable = async <T>(collection: string, { filter }: ListOptions = {}): Promise<ReachableItems<T>> => {
    const partial = { returnPartialSuccess: 'true' };
    const found = await pages(`aggregated/${collection}`, filter, 'GET', undefined, partial);
    const left = new Set(found.flatMap((page) => (page['unreachables'] as string[] | undefined) ?? []));
    return {
      items: scopedItems(found, collection),
      unreachable: [...left].map((path) => ({ scope: path.split('/').slice(-2).join('/'), why: 'out of reach' })),
    };
  };

  const inScope = (scope: string): Required<RegionalCloud> => {
    const services = `${scope}/backendServices`;
    const checks = `${scope}/healthChecks`;
    return {
      getBackendService: (name) => send('GET', `${services}/${name}`),
      updateBackendService: (body, given) => change('PUT', `${services}/${body.name}`, body, given),
      patchBackendService: (name, body, given) => change('PATCH', `${services}/${name}`, body, given),
      createBackendService: (body, given) => change('POST', services, body, given),
      deleteBackendService: (name, given) => change('DELETE', `${services}/${name}`, undefined, given),
      setSecurityPolicy: (name, securityPolicy, given) =>
        change('POST', `${services}/${name}/setSecurityPolicy`, securityPolicy === '' ? {} : { securityPolicy }, given),
      listBackendServices: (given) => items(services, given),
      getHealth: (name, group) => send('POST', `${services}/${name}/getHealth`, { group }),
      getHealthCheck: (name) => send('GET', `${checks}/${name}`),
      updateHealthCheck: (body, given) => change('PUT', `${checks}/${body.name}`, body, given),
      patchHealthCheck: (name, body, given) => change('PATCH', `${checks}/${name}`, body, given),
      createHealthCheck: (body, given) => change('POST', checks, body, given),
      deleteHealthCheck: (name, given) => change('DELETE', `${checks}/${name}`, undefined, given),
      listHealthChecks: (given) => items(checks, given),
    };
  };

  const group = (name: string | undefined, zone: string): string => `zones/${zone}/instanceGroups/${name}`;
  const endpointGroup = (name: string | undefined, zone: string): string =>
    `zones/${zone}/networkEndpointGroups/${name}`;
  const link = (path: string): string => `https://www.googleapis.com${ROOT}${path}`;
  const members = (zone: string, names: readonly string[]): object => ({
    instances: names.map((name) => ({ instance: link(`zones/${zone}/instances/${name}`) })),
  });

  return {
    ...inScope('global'),
    getInstanceGroup: (name, zone) => send('GET', group(name, zone)),
    createInstanceGroup: (body, zone, given) => change('POST', `zones/${zone}/instanceGroups`, body, given),
    deleteInstanceGroup: (name, zone, given) => change('DELETE', group(name, zone), undefined, given),
    listInstanceGroups: (given) => scoped('instanceGroups', given),
    listReachableInstanceGroups: (given) => reachable('instanceGroups', given),
    setNamedPorts: (name, zone, namedPorts, fingerprint, given) =>
      change(
        'POST',
        `${group(name, zone)}/setNamedPorts`,
        { namedPorts, ...(fingerprint !== undefined && { fingerprint }) },
        given,
      ),
    listInstanceGroupOperations: (name, zone) =>
      items(`zones/${zone}/operations`, { filter: `targetLink eq ".*/${group(name, zone)}"` }),
    listInstances: async (name, zone) => {
      const all = await pages(`${group(name, zone)}/listInstances`, undefined, 'POST', { instanceState: 'ALL' });
      return all.flatMap((page) => ((page['items'] ?? []) as { instance: string }[]).map(({ instance }) => instance));
    },
    addInstances: (name, zone, names, given) =>
      change('POST', `${group(name, zone)}/addInstances`, members(zone, names), given),
    removeInstances: (name, zone, names, given) =>
      change('POST', `${group(name, zone)}/removeInstances`, members(zone, names), given),
    getNetworkEndpointGroup: (name, zone) => send('GET', endpointGroup(name, zone)),
    createNetworkEndpointGroup: (body, zone, given) =>
      change('POST', `zones/${zone}/networkEndpointGroups`, body, given),
    deleteNetworkEndpointGroup: (name, zone, given) => change('DELETE', endpointGroup(name, zone), undefined, given),
    listNetworkEndpointGroups: async (given) =>
      (await scoped<NetworkEndpointGroup>('networkEndpointGroups', given)).filter(({ zone }) => zone !== undefined),
    listNetworkEndpoints: async (name, zone) => {
      const all = await pages(`${endpointGroup(name, zone)}/listNetworkEndpoints`, undefined, 'POST', {});
      return all.flatMap((page) =>
        ((page['items'] ?? []) as { networkEndpoint: NetworkEndpoint }[]).map(({ networkEndpoint }) => networkEndpoint),
      );
    },
    attachNetworkEndpoints: (name, zone, networkEndpoints, given) =>
      change('POST', `${endpointGroup(name, zone)}/attachNetworkEndpoints`, { networkEndpoints }, given),
    detachNetworkEndpoints: (name, zone, networkEndpoints, given) =>
      change('POST', `${endpointGroup(name, zone)}/detachNetworkEndpoints`, { networkEndpoints }, given),
    listZones: async () => (await items<{ name: string }>('zones')).map(({ name }) => lastSegment(name)),
    listFirewalls: (given) => items('global/firewalls', given),
    inRegion: (region) => inScope(`regions/${region}`),
    listAllBackendServices: (given) => scoped('backendServices', given),
    listAllHealthChecks: (given) => scoped('healthChecks', given),
    listReachableBackendServices: (given) => reachable('backendServices', given),
    listReachableHealthChecks: (given) => reachable('healthChecks', given),
    link,
  };
}
