import { GROUPS } from './groups.ts';
import type { LargeResource } from './large-resource.ts';
import { LOAD_BALANCING } from './load-balancing.ts';
import { MACHINES } from './machines.ts';
import { NETWORKING } from './networking.ts';

export type { Change, LargeResource } from './large-resource.ts';

/** All of which a small change is measured. */
export const LARGE_RESOURCES: readonly LargeResource[] = [...LOAD_BALANCING, ...GROUPS, ...NETWORKING, ...MACHINES];
