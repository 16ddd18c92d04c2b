import type { HealthCheck } from '@gcepool/api';
import { overlaid } from '../cloud/overlay.ts';
import { HEALTH_CHECK_TYPE_OF, isHealthCheckType, isHttpFamily, SETTINGS_OF } from '../ports/protocol.ts';
import { probeRequest, probeTiming } from '../ports/readiness-probe.ts';
import type { FullServicePort } from '../ports/service-port.ts';

/** A node is healthy after one answer and unhealthy after ten missed ones: checks come from many places at once. */
const THRESHOLDS = { healthyThreshold: 1, unhealthyThreshold: 10 };
const DEFAULT_TIMING = { checkIntervalSec: 60, timeoutSec: 60 };
/** Endpoints are checked directly, not through a node that answers for all: a few missed answers are enough. */
const ENDPOINT_THRESHOLDS = { healthyThreshold: 1, unhealthyThreshold: 2 };
const ENDPOINT_TIMING = { checkIntervalSec: 15, timeoutSec: 15 };

const FROM_DEFAULTS = 'Default kubernetes L7 Loadbalancing health check.';
const FROM_PROBE = 'Kubernetes L7 health check generated with readiness probe settings.';

/** What descriptions of health checks say that carry no mark and were not written by a person. */
export const CHECK_NOTES: readonly string[] = [
  FROM_DEFAULTS,
  FROM_PROBE,
  'kubernetes L7 health check from readiness probe.',
];

/**
 * The health check of a port that has none: what the port itself says of it, then the port's readiness probe where it has
 * one, then the defaults of 2017.
 */
export function newHealthCheck(port: FullServicePort, name: string, requestPath: string): HealthCheck {
  const { nodePort, protocol, readinessProbe, networkEndpointGroups = [], healthCheck = {} } = port;
  const type = isHealthCheckType(healthCheck.type) ? healthCheck.type : HEALTH_CHECK_TYPE_OF[protocol];
  const isOfEndpoints = networkEndpointGroups.length > 0;
  const request = readinessProbe === undefined ? {} : probeRequest(readinessProbe);
  const check: HealthCheck = {
    name,
    type,
    description: readinessProbe === undefined ? FROM_DEFAULTS : FROM_PROBE,
    ...(readinessProbe === undefined
      ? isOfEndpoints
        ? ENDPOINT_TIMING
        : DEFAULT_TIMING
      : probeTiming(readinessProbe)),
    ...(isOfEndpoints ? ENDPOINT_THRESHOLDS : THRESHOLDS),
    [SETTINGS_OF[type]]: {
      ...(isOfEndpoints ? { portSpecification: 'USE_SERVING_PORT' } : { port: nodePort }),
      ...(isHttpFamily(type) ? { requestPath, ...request } : {}),
    },
  };
  // What it lays over is a health check, and so is what comes of it.
  return { ...(overlaid(check, healthCheck) as HealthCheck), name };
}
