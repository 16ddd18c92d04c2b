import type { HealthCheck } from '@gcepool/api';
import { SETTINGS_OF } from './protocol.ts';
import { probeRequest, probeTiming } from './readiness-probe.ts';
import type { FullServicePort } from './service-port.ts';

/** A node is back at its first answer and gone after ten missed ones: checks come from many places at once. */
const THRESHOLDS = { healthyThreshold: 1, unhealthyThreshold: 10 };
const DEFAULT_TIMING = { checkIntervalSec: 60, timeoutSec: 60 };

/** The health check of a port that has none: the port's readiness probe where it has one, else the defaults of 2017. */
export function newHealthCheck(port: FullServicePort, name: string, requestPath: string): HealthCheck {
  const { nodePort, protocol, readinessProbe } = port;
  const request = readinessProbe === undefined ? {} : probeRequest(readinessProbe);
  return {
    name,
    type: protocol,
    description:
      readinessProbe === undefined
        ? 'Default kubernetes L7 Loadbalancing health check.'
        : 'Kubernetes L7 health check generated with readiness probe settings.',
    ...(readinessProbe === undefined ? DEFAULT_TIMING : probeTiming(readinessProbe)),
    ...THRESHOLDS,
    [SETTINGS_OF[protocol]]: { port: nodePort, requestPath, ...request },
  };
}
