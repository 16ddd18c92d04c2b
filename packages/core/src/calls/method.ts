import type { Cloud, RegionalCloud } from '../cloud/cloud.ts';

/** Groups of methods that GCE counts separately. */
export type MethodGroup = 'get' | 'list' | 'mutate' | 'getHealth';

/** The methods of the cloud interfaces that are calls. */
export type Method = Exclude<keyof Cloud | keyof RegionalCloud, 'link' | 'inRegion'>;

/** What is known of a method: its group, and for changes the place of its `CallOptions` among its arguments. */
export interface MethodTraits {
  readonly group: MethodGroup;
  readonly optionsAt?: number;
}

const METHODS: Readonly<Record<Method, MethodTraits>> = {
  getBackendService: { group: 'get' },
  getHealthCheck: { group: 'get' },
  getInstanceGroup: { group: 'get' },
  getHealth: { group: 'getHealth' },
  listBackendServices: { group: 'list' },
  listAllBackendServices: { group: 'list' },
  listHealthChecks: { group: 'list' },
  listAllHealthChecks: { group: 'list' },
  listInstanceGroups: { group: 'list' },
  listReachableInstanceGroups: { group: 'list' },
  listInstanceGroupOperations: { group: 'list' },
  listReachableBackendServices: { group: 'list' },
  listReachableHealthChecks: { group: 'list' },
  listInstances: { group: 'list' },
  listZones: { group: 'list' },
  listFirewalls: { group: 'list' },
  createBackendService: { group: 'mutate', optionsAt: 1 },
  updateBackendService: { group: 'mutate', optionsAt: 1 },
  patchBackendService: { group: 'mutate', optionsAt: 2 },
  deleteBackendService: { group: 'mutate', optionsAt: 1 },
  setSecurityPolicy: { group: 'mutate', optionsAt: 2 },
  createHealthCheck: { group: 'mutate', optionsAt: 1 },
  updateHealthCheck: { group: 'mutate', optionsAt: 1 },
  patchHealthCheck: { group: 'mutate', optionsAt: 2 },
  deleteHealthCheck: { group: 'mutate', optionsAt: 1 },
  createInstanceGroup: { group: 'mutate', optionsAt: 2 },
  deleteInstanceGroup: { group: 'mutate', optionsAt: 2 },
  setNamedPorts: { group: 'mutate', optionsAt: 4 },
  addInstances: { group: 'mutate', optionsAt: 3 },
  removeInstances: { group: 'mutate', optionsAt: 3 },
};

/** What is known of a member of a cloud by its name; `undefined` for members that are no calls. */
export function traitsOf(member: string | symbol): MethodTraits | undefined {
  // Own keys only: `toString` is no call.
  return typeof member === 'string' && Object.hasOwn(METHODS, member) ? METHODS[member as Method] : undefined;
}
