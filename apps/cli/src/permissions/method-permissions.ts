/** A method of the API that the pool calls. */
export type PoolMethod =
  | 'zones.list'
  | 'firewalls.list'
  | 'globalOperations.wait'
  | 'zoneOperations.wait'
  | 'zoneOperations.list'
  | 'regionOperations.wait'
  | 'backendServices.get'
  | 'backendServices.list'
  | 'backendServices.aggregatedList'
  | 'backendServices.getHealth'
  | 'backendServices.insert'
  | 'backendServices.patch'
  | 'backendServices.delete'
  | 'backendServices.setSecurityPolicy'
  | 'healthChecks.get'
  | 'healthChecks.list'
  | 'healthChecks.aggregatedList'
  | 'healthChecks.insert'
  | 'healthChecks.patch'
  | 'healthChecks.update'
  | 'healthChecks.delete'
  | 'instanceGroups.aggregatedList'
  | 'instanceGroups.get'
  | 'instanceGroups.listInstances'
  | 'instanceGroups.insert'
  | 'instanceGroups.setNamedPorts'
  | 'instanceGroups.addInstances'
  | 'instanceGroups.removeInstances'
  | 'instanceGroups.delete';

/**
 * The permissions that the API's methods ask for, of the methods that the pool calls.
 *
 * Source: Google's IAM reference, as iann0036/iam-dataset had it on 2026-08-22. That a resource that refers to another, or a group that
 * takes an instance in, needs `use` on it is from the documentation of Compute Engine's roles; the data set does not have it. That
 * setNamedPorts needs nothing on managers, which the data set has, is from the method's own reference.
 */
const METHOD_PERMISSIONS: Readonly<Record<PoolMethod, readonly string[]>> = {
  'zones.list': ['zones.list'],
  'firewalls.list': ['firewalls.list'],
  'globalOperations.wait': ['globalOperations.get'],
  'zoneOperations.wait': ['zoneOperations.get'],
  'zoneOperations.list': ['zoneOperations.list'],
  'regionOperations.wait': ['regionOperations.get'],
  'backendServices.get': ['backendServices.get'],
  'backendServices.list': ['backendServices.list'],
  'backendServices.aggregatedList': ['backendServices.list'],
  'backendServices.getHealth': ['backendServices.get'],
  'backendServices.insert': ['backendServices.create', 'healthChecks.useReadOnly', 'instanceGroups.use'],
  'backendServices.patch': [
    'backendServices.get',
    'backendServices.update',
    'healthChecks.useReadOnly',
    'instanceGroups.use',
  ],
  'backendServices.delete': ['backendServices.delete'],
  'backendServices.setSecurityPolicy': ['backendServices.setSecurityPolicy', 'securityPolicies.use'],
  'healthChecks.get': ['healthChecks.get'],
  'healthChecks.list': ['healthChecks.list'],
  'healthChecks.aggregatedList': ['healthChecks.list'],
  'healthChecks.insert': ['healthChecks.create'],
  'healthChecks.patch': ['healthChecks.get', 'healthChecks.update'],
  'healthChecks.update': ['healthChecks.update'],
  'healthChecks.delete': ['healthChecks.delete'],
  'instanceGroups.aggregatedList': ['instanceGroups.list'],
  'instanceGroups.get': ['instanceGroups.get'],
  'instanceGroups.listInstances': ['instanceGroups.get'],
  'instanceGroups.insert': ['instanceGroups.create'],
  'instanceGroups.setNamedPorts': ['instanceGroups.update'],
  'instanceGroups.addInstances': ['instanceGroups.update', 'instances.use'],
  'instanceGroups.removeInstances': ['instanceGroups.update'],
  'instanceGroups.delete': ['instanceGroups.delete'],
};

/** The permissions that a method asks for; none where it is not one of the pool's. */
export const permissionsOfMethod = (method: string): string[] =>
  // What the table has of its own is one of its keys.
  Object.hasOwn(METHOD_PERMISSIONS, method)
    ? METHOD_PERMISSIONS[method as PoolMethod].map((permission) => `compute.${permission}`)
    : [];
