import type { BackendService, HealthCheck } from '@gcepool/api';
import type { UnwantedPort } from './desired.ts';
import type { BackendServiceRemoval, HealthCheckRemoval } from './step.ts';

/** The step that removes a port's backend service, or none where there is none. */
export function planBackendServiceRemoval(
  { nodePort, name, reason }: UnwantedPort,
  before: BackendService | undefined,
): BackendServiceRemoval | undefined {
  if (before === undefined) return undefined;
  const resource = `global/backendServices/${name}`;
  return {
    collection: 'backendServices',
    verb: 'delete',
    name,
    resource,
    reason,
    ports: [nodePort],
    needs: [],
    before,
  };
}

/** The step that removes a port's health check. GCE refuses while the backend service is there, so that goes first. */
export function planHealthCheckRemoval(
  { nodePort, name, reason }: UnwantedPort,
  before: HealthCheck | undefined,
): HealthCheckRemoval | undefined {
  if (before === undefined) return undefined;
  const resource = `global/healthChecks/${name}`;
  const needs = [`global/backendServices/${name}`];
  return { collection: 'healthChecks', verb: 'delete', name, resource, reason, ports: [nodePort], needs, before };
}
