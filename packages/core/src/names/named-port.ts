import type { NamedPort } from '@gcepool/api';

/** The entry of an instance group through which a backend service reaches a node port. Derived from the port alone. */
export function namedPort(nodePort: number): { name: string; port: number } & NamedPort {
  return { name: `port${nodePort}`, port: nodePort };
}
