import type { BackendService, InstanceGroup } from '@gcepool/api';
import { describedCluster } from '../names/description.ts';
import { kubernetesWriter } from '../names/kubernetes-writer.ts';
import type { Owner } from '../names/ownership.ts';

/**
 * Whether a group may be the ingress controller's, which describes none of its groups: it bears no mark, and there are backend
 * services by that controller. Such a group may be used, and is not deleted.
 */
export function mayBeOfKubernetes(
  { description = '' }: InstanceGroup,
  services: readonly BackendService[],
  { adopt }: Pick<Owner, 'adopt'>,
): boolean {
  if (adopt === 'kubernetes' || describedCluster(description) !== undefined) return false;
  return services.some((service) => kubernetesWriter(service.description ?? '') !== undefined);
}
