import type { PoolMethod } from './method-permissions.ts';

/** The commands that speak to a cloud. */
export type CloudCommand =
  | 'plan'
  | 'apply'
  | 'sync'
  | 'reconcile'
  | 'run'
  | 'controller'
  | 'status'
  | 'list'
  | 'gc'
  | 'delete'
  | 'shutdown';

/** What of the work of commands takes methods of its own. */
export interface Extent {
  /** Groups follow nodes (`--nodes`). */
  readonly nodes?: boolean;
  /** Ports before which a security policy is put. */
  readonly securityPolicies?: boolean;
}

const SERVICES: readonly PoolMethod[] = ['backendServices.list', 'backendServices.aggregatedList'];
const READ: readonly PoolMethod[] = [
  ...SERVICES,
  'zones.list',
  'healthChecks.list',
  'healthChecks.aggregatedList',
  'instanceGroups.aggregatedList',
];
/** What is read again where others changed it meanwhile. */
const SERVE: readonly PoolMethod[] = [
  'backendServices.get',
  'backendServices.insert',
  'backendServices.patch',
  'backendServices.getHealth',
  'healthChecks.get',
  'healthChecks.insert',
  'healthChecks.patch',
  'healthChecks.update',
  'instanceGroups.get',
  'instanceGroups.insert',
  'instanceGroups.setNamedPorts',
  'globalOperations.wait',
  'zoneOperations.wait',
];
const REMOVE: readonly PoolMethod[] = [
  'backendServices.delete',
  'healthChecks.delete',
  'instanceGroups.get',
  'instanceGroups.setNamedPorts',
  'globalOperations.wait',
  'zoneOperations.wait',
];
const GROUPS_GO: readonly PoolMethod[] = ['backendServices.get', 'backendServices.patch', 'instanceGroups.delete'];
const MEMBERS: readonly PoolMethod[] = [
  'backendServices.getHealth',
  'instanceGroups.listInstances',
  'instanceGroups.addInstances',
  'instanceGroups.removeInstances',
];
const STATUS: readonly PoolMethod[] = [
  ...SERVICES,
  'backendServices.getHealth',
  'healthChecks.get',
  'healthChecks.list',
  'instanceGroups.get',
  'instanceGroups.listInstances',
  'firewalls.list',
];

/** What only makes an error say more: nothing else is worse without it, so that nobody is held up who may not call it. */
const TELLS_MORE: readonly PoolMethod[] = ['zoneOperations.list'];

const METHODS: Readonly<Record<CloudCommand, readonly PoolMethod[]>> = {
  plan: READ,
  apply: [...READ, ...SERVE, ...REMOVE],
  sync: [...READ, ...SERVE, ...REMOVE],
  reconcile: [...READ, ...SERVE, ...REMOVE],
  run: [...READ, ...SERVE, ...REMOVE, ...GROUPS_GO, ...TELLS_MORE],
  controller: [...READ, ...SERVE, ...REMOVE, ...GROUPS_GO, ...MEMBERS, ...STATUS, ...TELLS_MORE],
  status: STATUS,
  list: SERVICES,
  gc: [...READ, ...REMOVE],
  delete: [...READ, ...REMOVE],
  shutdown: [...READ, ...REMOVE, ...GROUPS_GO],
};

/** All of them. */
// The keys of a record of exactly these.
export const CLOUD_COMMANDS: readonly CloudCommand[] = Object.keys(METHODS) as CloudCommand[];

/** The methods without which a command does its work all the same. */
export const isDispensable = (method: PoolMethod): boolean => TELLS_MORE.includes(method);

/** The methods of the API that a command may call. */
export function methodsOf(
  command: CloudCommand,
  { nodes = false, securityPolicies = false }: Extent,
): readonly PoolMethod[] {
  const makesMembers = nodes && METHODS[command].includes('instanceGroups.insert');
  return [
    ...METHODS[command],
    ...(makesMembers ? MEMBERS : []),
    ...(nodes && command === 'plan' ? (['instanceGroups.listInstances'] as const) : []),
    ...(securityPolicies && METHODS[command].includes('backendServices.insert')
      ? (['backendServices.setSecurityPolicy'] as const)
      : []),
  ];
}
