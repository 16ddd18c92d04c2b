import { isGiven } from '../is-given.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { asObject } from '../../kernel/json.ts';
import { own } from '../../kernel/own.ts';
import { adoptInstances } from './adopt-instances.ts';
import { invalid, Refusal, required } from '../../kernel/refusal.ts';
import { parsePath, parseScope } from '../../kernel/resource-path.ts';
import { referencedPath } from '../../kernel/reference-path.ts';
import type { Entry } from '../../kernel/entry.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { calledResource } from '../called-resource.ts';
import type { Call } from '../call.ts';
import { find } from '../../wire/find.ts';
import type { Outcome, Verb } from '../verb.ts';
import type { Draft, Resource } from '../../wire/wire.ts';
import { started, stopped } from '../instances/instance-power.ts';
import { checkGroupSize } from './largest-group.ts';
import { activeAutoscalerOf } from './autoscaler-of.ts';
import { listManagedInstances } from './list-managed-instances.ts';
import { stateNamed } from './manager-configs.ts';
import { makeNamedInstances } from './named-instances.ts';
import { withoutConfigsOf, perInstanceConfigs, settled } from './per-instance-configs.ts';
import { applyState } from './preserved-state.ts';
import { updateInstances } from './update-instances.ts';
import type { StandbySize } from '../instances/managed-by.ts';
import { standbyOf, withStandby } from '../instances/managed-by.ts';
import { abandonInstances, managedInstances, removeInstances, replaceInstances } from './managed-instances.ts';

type Manager = Resource<'InstanceGroupManager'>;
type ManagerVerb<Body extends JsonObject = JsonObject> = Verb<Body, Manager>;
type NamesInstances = JsonObject & { readonly instances?: readonly string[] | undefined };

const SIZE_FIELDS: readonly ('targetSize' | StandbySize)[] = ['targetSize', 'targetStoppedSize', 'targetSuspendedSize'];

/** Paths of the managed instances that a body names. @throws Refusal for one that the manager does not have */
function namedInstances(call: Call<NamesInstances>, transaction: Transaction): ReadonlySet<string> {
  const sent = call.body.instances ?? [];
  if (sent.length === 0) throw required('resource.instances');
  const paths = sent.map((reference) => referencedPath(reference, call.project) ?? '');
  const named = new Set(paths);
  const strangers = new Set(named);
  for (const { path } of managedInstances(call.path, transaction)) strangers.delete(path);
  const index = paths.findIndex((path) => strangers.has(path));
  if (index === -1) return named;
  throw invalid(`resource.instances[${index}]`, sent[index], `The instance is not managed by '${call.path}'.`);
}

const withSize = (
  manager: Entry<Manager>,
  change: { readonly [Field in (typeof SIZE_FIELDS)[number]]?: number },
): Entry<Manager> => {
  const resource: Draft<Manager> = { ...manager.resource };
  for (const field of SIZE_FIELDS) {
    const by = change[field];
    if (by !== undefined) resource[field] = Math.max(0, (resource[field] ?? 0) + by);
  }
  const { versions = [] } = resource;
  const [only] = versions;
  if (only !== undefined && versions.length === 1) {
    resource.versions = [{ ...only, targetSize: { ...only.targetSize, calculated: resource.targetSize } }];
  }
  return { ...manager, resource };
};

/** The words are of two reports; of a zonal group the autoscaler's size follows (observed). */
const AUTOSCALED =
  'Resizing of autoscaled regional managed instance groups is not allowed. If you want to manually adjust target size remove the autoscaler or set autoscaling policy mode to OFF.';

function checkUnscaled(manager: string, transaction: Transaction): void {
  if (parseScope(manager).scopeKind !== 'regions') return;
  if (activeAutoscalerOf(manager, transaction) === undefined) return;
  throw new Refusal(412, 'conditionNotMet', AUTOSCALED);
}

const resize: ManagerVerb = (call, transaction) =>
  resizedTo(Number(call.query.get('size')), 'size', call.path, transaction);

/** The size is in the body, of versions after v1. Every instance can be created here, so retries make no difference. */
const resizeAdvanced: ManagerVerb<{ readonly targetSize?: number | undefined }> = ({ body, path }, transaction) => {
  if (body.targetSize === undefined) throw required('resource.targetSize');
  return resizedTo(body.targetSize, 'resource.targetSize', path, transaction);
};

function resizedTo(size: number, field: string, manager: string, transaction: Transaction): Outcome<Manager> {
  if (size < 0) throw invalid(field, size, 'Must be greater than or equal to 0.');
  checkGroupSize(field, size);
  checkUnscaled(manager, transaction);
  return { set: { targetSize: size } };
}

type HealsThemselves = { readonly autoHealingPolicies?: Manager['autoHealingPolicies'] };

const setAutoHealingPolicies: ManagerVerb<HealsThemselves> = ({ body }) => ({
  set: { autoHealingPolicies: body.autoHealingPolicies ?? null },
});

const setInstanceTemplate: ManagerVerb<Resource<'InstanceGroupManagersSetInstanceTemplateRequest'>> = ({ body }) => {
  const { instanceTemplate } = body;
  if ((instanceTemplate ?? '') === '') throw required('resource.instanceTemplate');
  return { set: { instanceTemplate, versions: [{ instanceTemplate }] } };
};

const setTargetPools: ManagerVerb<Resource<'InstanceGroupManagersSetTargetPoolsRequest'>> = ({ body }) => ({
  set: { targetPools: body.targetPools ?? [] },
});

const deleteInstances: ManagerVerb<NamesInstances> = (call, transaction) => {
  const manager = calledResource<Manager>(call, transaction);
  const gone = namedInstances(call, transaction);
  removeInstances(call.path, gone, transaction);
  return { write: withSize(withoutConfigsOf(manager, gone), { targetSize: -gone.size }) };
};

const abandon: ManagerVerb<NamesInstances> = (call, transaction) => {
  const manager = calledResource<Manager>(call, transaction);
  const gone = namedInstances(call, transaction);
  abandonInstances(call.path, gone, transaction);
  return { write: withSize(withoutConfigsOf(manager, gone), { targetSize: -gone.size }) };
};

const allOf = (instances: ReadonlySet<string>, template: string): ReadonlyMap<string, string> =>
  new Map([...instances].map((path) => [path, template]));

const recreateInstances: ManagerVerb<NamesInstances> = (call, transaction) => {
  const manager = calledResource<Manager>(call, transaction);
  const named = namedInstances(call, transaction);
  replaceInstances(call.path, allOf(named, manager.resource.instanceTemplate ?? ''), transaction);
  return { write: settled(manager, named) };
};

/** That the request fails is documented, its words are assumed. */
const tooDisruptive = (instance: string, most: string): Refusal =>
  invalid(
    'resource.mostDisruptiveAllowedAction',
    most,
    `The update of instance '${instance}' requires a more disruptive action.`,
  );

const applyUpdatesToInstances: ManagerVerb<Resource<'InstanceGroupManagersApplyUpdatesRequest'>> = (
  call,
  transaction,
) => {
  const manager = calledResource<Manager>(call, transaction);
  const template = manager.resource.instanceTemplate ?? '';
  const { allInstances, instances } = call.body;
  if (allInstances === true && isGiven(instances)) {
    throw invalid('resource.instances', instances, 'It may not be specified together with allInstances.');
  }
  const named =
    allInstances === true
      ? new Set(managedInstances(call.path, transaction).map(({ path }) => path))
      : namedInstances(call, transaction);
  const { minimalAction: minimal = 'NONE', mostDisruptiveAllowedAction: most = 'REPLACE' } = call.body;
  const [forbidden] = updateInstances(
    call.path,
    manager.resource,
    allOf(named, template),
    { minimal, most },
    transaction,
  );
  if (forbidden !== undefined) throw tooDisruptive(forbidden, most);
  for (const path of named) {
    if (find(transaction, 'instances', path) === undefined) continue;
    const { scope, name } = parsePath(path);
    applyState(path, stateNamed(manager, name), { transaction, project: call.project, scope, name });
  }
  return { write: settled(manager, named) };
};

const createInstances: ManagerVerb<Resource<'InstanceGroupManagersCreateInstancesRequest'>> = (call, transaction) => {
  const manager = calledResource<Manager>(call, transaction);
  const configs = call.body.instances ?? [];
  if (configs.length === 0) throw required('resource.instances');
  const written = makeNamedInstances(call.path, manager, configs, call, transaction);
  return { write: withSize(written, { targetSize: configs.length }) };
};

/** Puts running instances at rest, where they are no part of the size of the group. */
const putOnStandby =
  (status: 'SUSPENDED' | 'TERMINATED', size: StandbySize): ManagerVerb<NamesInstances> =>
  (call, transaction) => {
    const manager = calledResource<Manager>(call, transaction);
    let changed = 0;
    for (const path of namedInstances(call, transaction)) {
      const instance = find(transaction, 'instances', path);
      if (instance === undefined || standbyOf(instance) !== undefined) continue;
      transaction.put(path, withStandby(stopped(instance, status, transaction), size));
      changed++;
    }
    return { write: withSize(manager, { targetSize: -changed, [size]: changed }) };
  };

/** The reverse of {@link putOnStandby}. */
const takeFromStandby =
  (size: StandbySize): ManagerVerb<NamesInstances> =>
  (call, transaction) => {
    const manager = calledResource<Manager>(call, transaction);
    let changed = 0;
    for (const path of namedInstances(call, transaction)) {
      const instance = find(transaction, 'instances', path);
      if (instance === undefined || standbyOf(instance) !== size) continue;
      transaction.put(path, started(withStandby(instance, undefined), transaction));
      changed++;
    }
    return { write: withSize(manager, { targetSize: changed, [size]: -changed }) };
  };

/** Nothing goes wrong with an instance here. */
const listErrors: ManagerVerb = () => ({ list: [] });

/** No accelerators are joined here, so that there is no topology to be told of, or to be configured. */
const getAvailableAcceleratorTopologies: ManagerVerb = (call, transaction) => {
  calledResource(call, transaction);
  return { answer: {} };
};

const configureAcceleratorTopologies: ManagerVerb = ({ body, path }) => {
  for (const field of ['acceleratorTopologyActions', 'acceleratorTopologyConfigurations']) {
    const [id] = Object.keys(asObject(own(body, field)));
    if (id !== undefined) throw invalid(`resource.${field}`, id, `'${path}' has no accelerator topology of that id.`);
  }
  return { operation: 'running' };
};

type ManagerVerbs = typeof perInstanceConfigs & {
  readonly adoptInstances: typeof adoptInstances;
  readonly configureAcceleratorTopologies: ManagerVerb;
  readonly getAvailableAcceleratorTopologies: ManagerVerb;
  readonly resize: ManagerVerb;
  readonly resizeAdvanced: typeof resizeAdvanced;
  readonly setAutoHealingPolicies: typeof setAutoHealingPolicies;
  readonly setInstanceTemplate: typeof setInstanceTemplate;
  readonly setTargetPools: typeof setTargetPools;
  readonly deleteInstances: ManagerVerb<NamesInstances>;
  readonly abandonInstances: ManagerVerb<NamesInstances>;
  readonly recreateInstances: ManagerVerb<NamesInstances>;
  readonly applyUpdatesToInstances: typeof applyUpdatesToInstances;
  readonly createInstances: typeof createInstances;
  readonly stopInstances: ManagerVerb<NamesInstances>;
  readonly suspendInstances: ManagerVerb<NamesInstances>;
  readonly startInstances: ManagerVerb<NamesInstances>;
  readonly resumeInstances: ManagerVerb<NamesInstances>;
  readonly listManagedInstances: ManagerVerb;
  readonly listErrors: ManagerVerb;
};

/** What can be done with a managed instance group besides replacing what is known of it. */
export const managerVerbs: ManagerVerbs = {
  adoptInstances,
  configureAcceleratorTopologies,
  getAvailableAcceleratorTopologies,
  resize,
  resizeAdvanced,
  setAutoHealingPolicies,
  setInstanceTemplate,
  setTargetPools,
  deleteInstances,
  abandonInstances: abandon,
  recreateInstances,
  applyUpdatesToInstances,
  createInstances,
  stopInstances: putOnStandby('TERMINATED', 'targetStoppedSize'),
  suspendInstances: putOnStandby('SUSPENDED', 'targetSuspendedSize'),
  startInstances: takeFromStandby('targetStoppedSize'),
  resumeInstances: takeFromStandby('targetSuspendedSize'),
  ...perInstanceConfigs,
  listManagedInstances,
  listErrors,
};
