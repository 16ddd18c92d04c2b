import { inUse, invalid, required } from '../../kernel/refusal.ts';
import { nameOf, parseScope, projectOf } from '../../kernel/resource-path.ts';
import { linkOf } from '../../kernel/self-link.ts';
import type { State } from '../../kernel/state.ts';
import type { Entry } from '../../kernel/entry.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import type { WriteContext } from '../context.ts';
import { find, findLinked } from '../../wire/find.ts';
import { regionOfZone, zonesOf } from '../geography.ts';
import { checkNumber } from '../number-range.ts';
import { managerEvidence } from './instance-group-manager-evidence.ts';
import { managerVerbs } from './instance-group-manager-verbs.ts';
import { checkGroupSize } from './largest-group.ts';
import { completeUpdatePolicy, completeVersions } from './instance-group-manager-versions.ts';
import { replaceSelections } from './instance-selections.ts';
import { livingMembers } from '../instances/group-members.ts';
import { configsOf } from './manager-configs.ts';
import { templateOf } from '../instances/managed-by.ts';
import { groupPathOf, managedInstances, removeInstances } from './managed-instances.ts';
import { reconcile } from './managed-instance-group.ts';
import { checkStateful, isStateful } from './stateful-rules.ts';
import { checkUpdatePolicy } from './update-policy-rules.ts';
import { activeAutoscalerOf, autoscalerOf } from './autoscaler-of.ts';
import { projectNumberOf } from '../projects/project-number.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type Manager = Resource<'InstanceGroupManager'>;

/** A regional group is spread over three zones: of more, the last three (observed). */
const ZONES_OF_REGIONAL_GROUP = 3;

function complete(draft: Draft<Manager>, { call, path, before, sent }: WriteContext<Manager>): void {
  replaceSelections(draft, sent);
  draft.baseInstanceName ??= (draft.name ?? '').slice(0, 54);
  draft.instanceGroup = linkOf(groupPathOf(path));
  draft.instanceLifecyclePolicy = {
    defaultActionOnFailure: 'REPAIR',
    forceUpdateOnRepair: 'NO',
    onFailedHealthCheck: 'DEFAULT_ACTION',
    ...draft.instanceLifecyclePolicy,
  };
  const { onRepair } = draft.instanceLifecyclePolicy;
  if (onRepair !== undefined) {
    const filled = { allowChangingZone: 'NO', ...onRepair } as const;
    draft.instanceLifecyclePolicy = { ...draft.instanceLifecyclePolicy, onRepair: filled };
  }
  draft.listManagedInstancesResults ??= 'PAGELESS';
  draft.standbyPolicy = { mode: 'MANUAL', ...draft.standbyPolicy };
  draft.targetSizePolicy = { mode: 'INDIVIDUAL', ...draft.targetSizePolicy };
  draft.targetStoppedSize ??= 0;
  draft.targetSuspendedSize ??= 0;
  // Kept by the group, and shown as the group has them.
  delete draft.namedPorts;
  const { scopeKind, location } = parseScope(call.scope);
  const region = scopeKind === 'regions' ? location : undefined;
  if (region !== undefined) {
    const zones = zonesOf(region).slice(-ZONES_OF_REGIONAL_GROUP);
    draft.distributionPolicy = {
      targetShape: 'EVEN',
      zones: zones.map((zone) => ({ zone: linkOf(`projects/${call.project}/zones/${zone}`) })),
      ...draft.distributionPolicy,
    };
  }
  completeVersions(draft, before?.resource);
  completeUpdatePolicy(draft, region === undefined ? undefined : (draft.distributionPolicy?.zones ?? []).length);
}

/** @throws Refusal of another workload policy for a group that has instances; the words are of a test of Terraform's provider */
function checkWorkloadPolicy(resource: Manager, { before, path, transaction }: WriteContext<Manager>): void {
  const policy = resource.resourcePolicies?.workloadPolicy;
  if (before === undefined || policy === before.resource.resourcePolicies?.workloadPolicy) return;
  if (managedInstances(path, transaction).length === 0) return;
  const explanation = 'Workload policy update is not allowed when the MIG has instances.';
  throw invalid('resource.resourcePolicies.workloadPolicy', policy ?? '', explanation);
}

function check(resource: Manager, context: WriteContext<Manager>): void {
  const { call } = context;
  if ((resource.instanceTemplate ?? '') === '') throw required('resource.instanceTemplate');
  const { targetSize } = resource;
  if (targetSize !== undefined && targetSize < 0) {
    throw invalid('resource.targetSize', targetSize, 'Must be greater than or equal to 0.');
  }
  checkGroupSize('resource.targetSize', targetSize ?? 0);
  const { scopeKind, location } = parseScope(call.scope);
  const zones = resource.distributionPolicy?.zones ?? [];
  checkUpdatePolicy(resource, context.before?.resource, scopeKind === 'regions' ? zones.length : undefined);
  checkStateful(resource, context.before, activeAutoscalerOf(context.path, context.transaction));
  for (const [index, { zone = '' }] of zones.entries()) {
    if (scopeKind !== 'regions' || regionOfZone(nameOf(zone)) === location) continue;
    const field = `resource.distributionPolicy.zones[${index}].zone`;
    throw invalid(field, zone, `The zone must be in region '${location}'.`);
  }
  checkParts(resource);
  checkSources(resource, context.transaction);
  checkWorkloadPolicy(resource, context);
}

/** What the API's text asks of versions and of autohealing. */
function checkParts({ versions = [], autoHealingPolicies = [] }: Manager): void {
  const rest = versions.filter(
    ({ targetSize: { fixed, percent } = {} }) => fixed === undefined && percent === undefined,
  );
  if (versions.length > 0 && rest.length !== 1) {
    throw invalid('resource.versions', '', 'Exactly one version must leave the targetSize field unset.');
  }
  const known = versions.map(({ name, instanceTemplate }) => `${name} ${instanceTemplate}`);
  const twice = known.findIndex((version, index) => known.indexOf(version) < index);
  if (twice !== -1) {
    throw invalid(`resource.versions[${twice}]`, versions[twice], 'Every version can appear at most once.');
  }
  if (autoHealingPolicies.length > 1) {
    throw invalid('resource.autoHealingPolicies', '', 'Only one autohealing policy can be specified.');
  }
  checkNumber(autoHealingPolicies[0]?.initialDelaySec, [0, 3600], 'resource.autoHealingPolicies[0].initialDelaySec');
}

/** Health checks whose probers stand in regions of one's choice heal no instances (documented). */
function checkSources({ autoHealingPolicies = [] }: Manager, transaction: WriteContext['transaction']): void {
  const { healthCheck } = autoHealingPolicies[0] ?? {};
  if ((findLinked(transaction, 'healthChecks', healthCheck)?.resource.sourceRegions ?? []).length === 0) return;
  const explanation = 'A health check with source regions cannot be used for autohealing.';
  throw invalid('resource.autoHealingPolicies[0].healthCheck', healthCheck, explanation);
}

/** What the manager shows of its instances. */
function derive(path: string, entry: Entry<Manager>, state: State): Partial<Manager> {
  const { resource } = entry;
  const configs = configsOf(entry);
  const group = find(state, 'instanceGroups', groupPathOf(path));
  const members = group === undefined ? [] : livingMembers(group, state);
  const creating = Math.max(0, Number(resource.targetSize) - members.length);
  const desired = new Set((resource.versions ?? []).map((version) => version.instanceTemplate ?? ''));
  const isReached = members.every((member) => desired.has(templateOf(find(state, 'instances', member.path))));
  const status: Draft<Resource<'InstanceGroupManagerStatus'>> = {
    isStable: creating === 0,
    allInstancesConfig: { effective: true },
    versionTarget: { isReached },
    stateful: {
      hasStatefulConfig: isStateful(resource, entry),
      perInstanceConfigs: { allEffective: configs.every(({ status: applied }) => applied === 'EFFECTIVE') },
    },
  };
  const autoscaler = autoscalerOf(path, state);
  if (autoscaler !== undefined) status.autoscaler = linkOf(autoscaler);
  const namedPorts = group?.resource.namedPorts;
  return {
    currentActions: { ...NO_ACTIONS, none: members.length, creating },
    status,
    ...(namedPorts === undefined ? {} : { namedPorts }),
  };
}

const NO_ACTIONS = {
  abandoning: 0,
  creating: 0,
  creatingWithoutRetries: 0,
  deleting: 0,
  none: 0,
  recreating: 0,
  refreshing: 0,
  restarting: 0,
  resuming: 0,
  starting: 0,
  stopping: 0,
  suspending: 0,
  verifying: 0,
};

/** @throws Refusal while something uses the group, or scales it */
function remove(path: string, { transaction }: { readonly transaction: Transaction }): void {
  const group = groupPathOf(path);
  const user = transaction.state.users.first(path) ?? transaction.state.users.first(group);
  if (user !== undefined) throw inUse('instance_group_manager', path, user);
  removeInstances(path, new Set(managedInstances(path, transaction).map((member) => member.path)), transaction);
  transaction.remove(group);
}

const OWN = [
  'abandonInstances',
  'applyUpdatesToInstances',
  'createInstances',
  'deletePerInstanceConfigs',
  'patchPerInstanceConfigs',
  'updatePerInstanceConfigs',
  'delete',
  'deleteInstances',
  'insert',
  'recreateInstances',
  'resize',
  'resizeAdvanced',
  'setAutoHealingPolicies',
  'resumeInstances',
  'setInstanceTemplate',
  'setTargetPools',
  'startInstances',
  'stopInstances',
  'suspendInstances',
];

/** The account by which a group manages its instances unless it is told otherwise (documented, and recorded). */
const serviceAgentOf = (path: string): string =>
  `${projectNumberOf(projectOf(path))}@cloudservices.gserviceaccount.com`;

const TEMPLATE = { to: ['instanceTemplates'] } as const;

export const instanceGroupManagers: Collection = defineCollection({
  name: 'instanceGroupManagers',
  collections: ['instanceGroupManagers', 'regionInstanceGroupManagers'],
  body: {
    accepts: ['namedPorts'],
    // Of another revision of the API; Terraform sends it (observed).
    ignores: ['serviceAccount'],
  },
  references: {
    'InstanceGroupManager.instanceTemplate': TEMPLATE,
    'InstanceGroupManagerVersion.instanceTemplate': TEMPLATE,
    'InstanceGroupManager.targetPools': { to: ['targetPools'] },
    'InstanceGroupManagerAutoHealingPolicy.healthCheck': {
      to: ['healthChecks', 'httpHealthChecks', 'httpsHealthChecks'],
    },
    'DistributionPolicyZoneConfiguration.zone': { to: ['zones'], isWeak: true },
    'InstanceGroupManagerResourcePolicies.workloadPolicy': { to: ['resourcePolicies'] },
  },
  lifecycle: {
    immutable: ['baseInstanceName'],
    complete,
    check,
    onWrite: reconcile,
  },
  deletion: { onDelete: (path, _entry, context) => remove(path, context) },
  reading: {
    derive,
    laterFields: (path, { serviceAccount = serviceAgentOf(path), status, updatePolicy }) => ({
      serviceAccount,
      status: { ...status, stateful: { ...status?.stateful, isStateful: status?.stateful?.hasStatefulConfig } },
      updatePolicy: { minReadySec: 0, ...updatePolicy },
    }),
  },
  operations: {
    // Terraform's provider works on several instances of a group at once, each by its name (a test of its).
    queued: [
      'applyUpdatesToInstances',
      'createInstances',
      'deleteInstances',
      'deletePerInstanceConfigs',
      'patchPerInstanceConfigs',
      'updatePerInstanceConfigs',
    ],
    types: Object.fromEntries(OWN.map((method) => [method, `compute.instanceGroupManagers.${method}`])),
  },
  verbs: managerVerbs,
  evidence: managerEvidence,
});
