import type { BackendService } from '@gcepool/api';
import { parseLink } from '../cloud/link.ts';
import type { FullServicePort } from '../ports/service-port.ts';

/**
 * Why a port cannot be reached through groups of the kind that it asks for, now that its backend service reaches some of the other
 * kind; `undefined` where it can. Pure. GCE has no backend service with both, and one that is given others has to find all of them
 * healthy first.
 */
export function groupKindConflict(
  { nodePort, networkEndpointGroups = [] }: FullServicePort,
  { backends = [] }: BackendService,
): string | undefined {
  const [wanted, other] =
    networkEndpointGroups.length > 0
      ? ['network endpoint groups', 'instanceGroups']
      : ['instance groups', 'networkEndpointGroups'];
  if (!backends.some(({ group = '' }) => parseLink(group)?.collection === other)) return undefined;
  const present = other === 'instanceGroups' ? 'instance groups' : 'network endpoint groups';
  return (
    `its backend service reaches ${present}, and GCE lets none reach ${wanted} as well: ` +
    `serve it by another nodePort first, or delete ${nodePort} and serve it anew, with nothing to serve it in between`
  );
}
