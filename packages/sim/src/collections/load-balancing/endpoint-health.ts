import { projectOf } from '../../kernel/resource-path.ts';
import { pathOf } from '../../kernel/self-link.ts';
import type { Entry } from '../../kernel/entry.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { isProbed, Probes, sinceOf } from '../../probing/probes.ts';
import { probeDropping } from './probe-dropping.ts';
import { drainingParts } from './draining.ts';
import { keyOf, livingRecords } from './network-endpoints.ts';
import { find, findLinked } from '../../wire/find.ts';
import { RUNNING } from '../probe-memory.ts';
import type { Resource } from '../../wire/wire.ts';

type Endpoint = Resource<'NetworkEndpoint'>;

/** One endpoint of a network endpoint group, and its health. */
export interface EndpointHealth {
  readonly endpoint: Endpoint;
  readonly healthState: NonNullable<Resource<'HealthStatusForNetworkEndpoint'>['healthState']>;
}

/**
 * The health of each endpoint of a group as a service's health check finds it, but for those whose instance does not
 * run; and of those that are draining.
 */
export function endpointHealths(
  groupPath: string,
  group: Entry<Resource<'NetworkEndpointGroup'>>,
  service: Entry<Resource<'BackendService'>>,
  transaction: Transaction,
): readonly EndpointHealth[] {
  const probes = new Probes(service, group, transaction);
  const droppingOf = probeDropping(service, transaction);
  const sinceLinked = sinceOf(service, groupPath);
  const project = projectOf(groupPath);
  const living = livingRecords(group, transaction)
    .filter(({ endpoint }) => runs(endpoint, transaction))
    .map(({ endpoint }): EndpointHealth => {
      const instance = findLinked(transaction, 'instances', endpoint.instance);
      const since = [sinceLinked, sinceOf(group, keyOf(endpoint)), sinceOf(instance, RUNNING)];
      const target = {
        behaviourKey: behaviourKeyOf(endpoint, project),
        since,
        servingPort: endpoint.port,
        ...droppingOf(instance),
      };
      return { endpoint, healthState: probes.verdict(target) };
    });
  const draining = drainingParts(group, service, transaction)
    .filter(({ path, id }) => path === undefined || find(transaction, 'instances', path)?.resource.id === id)
    .flatMap(({ endpoint }) => endpoint ?? [])
    .filter((endpoint) => runs(endpoint, transaction) && isProbed(behaviourKeyOf(endpoint, project), transaction.state))
    .map((endpoint): EndpointHealth => ({ endpoint, healthState: 'DRAINING' }));
  return [...living, ...draining];
}

/** Endpoints without an instance are not the cloud's to stop. */
const runs = ({ instance }: Endpoint, transaction: Transaction): boolean =>
  instance === undefined || findLinked(transaction, 'instances', instance)?.resource.status === 'RUNNING';

/** An endpoint does what its instance does; one without goes by its address or its name. */
function behaviourKeyOf({ instance, ipAddress, fqdn, ipv6Address }: Endpoint, project: string): string {
  return pathOf(instance ?? '') ?? `projects/${project}/endpoints/${ipAddress ?? fqdn ?? ipv6Address ?? ''}`;
}
