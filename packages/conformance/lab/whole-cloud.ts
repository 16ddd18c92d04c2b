import type { Cloud, NetworkEndpointGroups } from '@gcepool/core';

/** Everything that adapters implement: all that the pool calls, and network endpoint groups. */
export type WholeCloud = Required<Cloud> & NetworkEndpointGroups;
