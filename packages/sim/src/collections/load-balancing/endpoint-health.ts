import type { JsonObject } from '../../kernel/json.ts';
import { asObject, asString } from '../../kernel/json.ts';
import { projectOf } from '../../kernel/resource-path.ts';
import { pathOf } from '../../kernel/self-link.ts';
import type { Entry } from '../../kernel/entry.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { isProbed, Probes, sinceOf } from '../../probing/probes.ts';
import { probeDropping } from './probe-dropping.ts';
import { drainingParts } from './draining.ts';
import { keyOf, livingRecords } from './network-endpoints.ts';
import { RUNNING } from '../probe-memory.ts';

/** One endpoint of a network endpoint group, and its health. */
export interface EndpointHealth {
  readonly endpoint: JsonObject;
  readonly healthState: string;
}

/**
 * The health of each endpoint of a group as a service's health check finds it, but for those whose instance does not
 * run; and of those that are draining.
 */
export function endpointHealths(
  groupPath: string,
  group: Entry,
  service: Entry,
  transaction: Transaction,
): readonly EndpointHealth[] {
  const probes = new Probes(service, group, transaction);
  const droppingOf = probeDropping(service, transaction);
  const sinceLinked = sinceOf(service, groupPath);
  const project = projectOf(groupPath);
  const living = livingRecords(group, transaction)
    .map(({ endpoint }) => asObject(endpoint))
    .filter((endpoint) => runs(endpoint, transaction))
    .map((endpoint): EndpointHealth => {
      const instance = transaction.get(pathOf(asString(endpoint.instance)) ?? '');
      const since = [sinceLinked, sinceOf(group, keyOf(endpoint)), sinceOf(instance, RUNNING)];
      const { port } = endpoint;
      const servingPort = typeof port === 'number' ? port : undefined;
      const target = {
        behaviourKey: behaviourKeyOf(endpoint, project),
        since,
        servingPort,
        ...droppingOf(instance),
      };
      return { endpoint, healthState: probes.verdict(target) };
    });
  const draining = drainingParts(group, service, transaction)
    .filter(({ path, id }) => path === undefined || transaction.get(asString(path))?.resource.id === id)
    .map(({ endpoint }) => asObject(endpoint))
    .filter((endpoint) => runs(endpoint, transaction) && isProbed(behaviourKeyOf(endpoint, project), transaction.state))
    .map((endpoint): EndpointHealth => ({ endpoint, healthState: 'DRAINING' }));
  return [...living, ...draining];
}

/** Endpoints without an instance are not the cloud's to stop. */
function runs(endpoint: JsonObject, transaction: Transaction): boolean {
  const instance = pathOf(asString(endpoint.instance));
  return instance === undefined || transaction.get(instance)?.resource.status === 'RUNNING';
}

/** An endpoint does what its instance does; one without goes by its address or its name. */
function behaviourKeyOf(endpoint: JsonObject, project: string): string {
  const { instance, ipAddress, fqdn, ipv6Address } = endpoint;
  return pathOf(asString(instance)) ?? `projects/${project}/endpoints/${asString(ipAddress ?? fqdn ?? ipv6Address)}`;
}
