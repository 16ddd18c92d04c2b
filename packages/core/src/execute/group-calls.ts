import type { InstanceGroups } from '../cloud/cloud.ts';

/** The cloud's calls by which the backend pool gives every zone its group and names the ports in it. */
export type GroupCalls = Pick<
  InstanceGroups,
  'listInstanceGroups' | 'getInstanceGroup' | 'createInstanceGroup' | 'setNamedPorts'
> &
  /**
   * Without the first groups are never deleted by the backend pool; without the second one zone out of reach fails every run; without
   * the third nobody is named who undoes what is done to groups.
   */
  Partial<Pick<InstanceGroups, 'deleteInstanceGroup' | 'listReachableInstanceGroups' | 'listInstanceGroupOperations'>>;
