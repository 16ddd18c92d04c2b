import { isHealthCheckType, isProtocol } from './protocol.ts';
import type { FullServicePort, PoolField } from './service-port.ts';

const NO_NODE_PORT = 'a nodePort is a whole number from 1 to 65535';

/** Fields of a backend service that are the pool's, and where to say instead what they should be. */
const POOL_FIELDS: Readonly<Record<PoolField, string>> = {
  name: 'it follows from the nodePort',
  backends: 'use balancing and networkEndpointGroups',
  healthChecks: 'use healthCheck',
  protocol: 'use protocol, beside nodePort',
  port: 'it follows from the nodePort',
  portName: 'it follows from the nodePort',
  description: 'it says whose the backend service is',
  fingerprint: 'GCE makes it',
  id: 'GCE makes it',
  kind: 'GCE makes it',
  selfLink: 'GCE makes it',
  region: 'use scope',
  creationTimestamp: 'GCE makes it',
};

/** Why a port cannot be balanced as given; `undefined` where it can. */
export function portProblem(port: FullServicePort): string | undefined {
  if (!isNodePort(port.nodePort)) return NO_NODE_PORT;
  if (!isProtocol(port.protocol)) {
    return `protocol ${String(port.protocol)} is unknown: use HTTP, HTTPS, HTTP2, H2C, GRPC, TCP or SSL`;
  }
  if (port.key !== undefined && !/^[^/]+\/[^/]+\/[^/]+$/.test(port.key)) {
    return `key ${port.key} is not of the form namespace/name/port`;
  }
  if (port.service !== undefined && !/^[^/]+\/[^/]+$/.test(port.service)) {
    return `service ${port.service} is not of the form namespace/name`;
  }
  if (port.scope !== undefined && !/^(?:global|regions\/[^/]+)$/.test(port.scope)) {
    return `scope ${port.scope} is unknown: use global or regions/<region>`;
  }
  const type = port.healthCheck?.type;
  if (type !== undefined && !isHealthCheckType(type)) return `healthCheck.type ${type} is unknown`;
  return Object.entries(POOL_FIELDS)
    .filter(([field]) => Object.hasOwn(port.backendService ?? {}, field))
    .map(([field, instead]) => `backendService.${field} is not given by hand: ${instead}`)[0];
}

function isNodePort(nodePort: number): boolean {
  return Number.isInteger(nodePort) && nodePort >= 1 && nodePort <= 65_535;
}
