import type { DescribedService } from '../names/description.ts';
import type { FullServicePort } from '../ports/service-port.ts';

/** The port of a Kubernetes service that a port stands for. */
export function describedServiceOf({ service, servicePort }: FullServicePort): DescribedService | undefined {
  if (service === undefined) return undefined;
  return { name: service, ...(servicePort === undefined ? {} : { port: String(servicePort) }) };
}

/** Whether both are the same port of the same service. */
export const isSameService = (one: DescribedService, other: DescribedService | undefined): boolean =>
  one.name === other?.name && one.port === other.port;
