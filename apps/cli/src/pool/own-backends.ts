import type { BackendService } from '@gcepool/api';
import { describedService } from '@gcepool/core/internal';
import type { Namer } from '@gcepool/core';
import type { DescribedService } from '@gcepool/core/internal';
import type { PoolSession } from './pool-session.ts';

/** A backend service of the cluster. */
export interface OwnBackend {
  readonly nodePort: number;
  readonly name: string;
  /** The Kubernetes service it stands for, where its description says so. */
  readonly service?: DescribedService;
  readonly backendService: BackendService;
}

/** Every backend service of the cluster, by nodePort: one list, however many there are. */
export async function listOwnBackends({ pool, namer }: PoolSession): Promise<OwnBackend[]> {
  const backends = (await pool.list()).flatMap((backendService) => ownBackend(backendService, namer) ?? []);
  return backends.toSorted((a, b) => a.nodePort - b.nodePort);
}

/** A backend service as one of the cluster; `undefined` where it is somebody else's. */
export function ownBackend(backendService: BackendService, namer: Namer): OwnBackend | undefined {
  const { name = '', description = '' } = backendService;
  const nodePort = namer.ownBackendPort(name);
  const service = describedService(description);
  return nodePort === undefined ? undefined : { nodePort, name, ...(service && { service }), backendService };
}

/** What a person calls the service: `shop/cart:http`. */
export const serviceLabel = ({ service }: OwnBackend): string =>
  service === undefined ? '-' : [service.name, service.port].filter((part) => part !== undefined).join(':');
