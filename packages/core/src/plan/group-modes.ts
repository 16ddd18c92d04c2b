import type { BackendService } from '@gcepool/api';
import { isBalancingMode } from '../ports/balancing-mode.ts';
import { pathReader } from '../cloud/link.ts';
import type { GroupModes } from './spec.ts';

/** The balancing mode in which backend services use each group: the first one found, for GCE makes all agree. Pure. */
export function groupModes(services: readonly BackendService[]): GroupModes {
  const pathOf = pathReader();
  const modes: Record<string, GroupModes[string]> = {};
  for (const { backends = [] } of services) {
    for (const { group, balancingMode } of backends) {
      if (group !== undefined && isBalancingMode(balancingMode)) modes[pathOf(group)] ??= balancingMode;
    }
  }
  return modes;
}
