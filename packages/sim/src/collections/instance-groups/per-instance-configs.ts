import { checkFingerprint } from '../../kernel/fingerprint.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { invalid, required } from '../../kernel/refusal.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import type { Entry } from '../../kernel/entry.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import type { Resource } from '../../wire/wire.ts';
import { calledResource } from '../called-resource.ts';
import type { Call } from '../call.ts';
import type { Verb } from '../verb.ts';
import { managedInstances } from './managed-instances.ts';
import { configsOf, withChangedConfigs, withConfigs } from './manager-configs.ts';
import { completeState } from './preserved-state.ts';
import { overlaid } from './stateful-policy.ts';

type Manager = Resource<'InstanceGroupManager'>;
type Config = Resource<'PerInstanceConfig'>;
type PreservedState = Resource<'PreservedState'>;
type ManagerVerb<Body extends JsonObject = JsonObject> = Verb<Body, Manager>;
type NamesConfigs = JsonObject & { readonly perInstanceConfigs?: readonly Config[] | undefined };

const listPerInstanceConfigs: ManagerVerb = (call, transaction) => ({
  list: configsOf(calledResource<Manager>(call, transaction)),
});

/** Writes configurations down; they take effect when they are applied. @param merge of the state that is known with the one sent */
const write =
  (merge: (before: PreservedState, sent: PreservedState) => PreservedState): ManagerVerb<NamesConfigs> =>
  (call, transaction) => {
    const manager = calledResource<Manager>(call, transaction);
    const sent = call.body.perInstanceConfigs ?? [];
    if (sent.length === 0) throw required('resource.perInstanceConfigs');
    // Of thousands those alone that are named.
    const named = new Set(sent.map(({ name }) => name ?? ''));
    const instances = managedInstances(call.path, transaction).map(({ path }) => nameOf(path));
    const members = new Set(instances.filter((name) => named.has(name)));
    const present = configsOf(manager).filter(({ name }) => named.has(name ?? ''));
    const configs = new Map(present.map((config) => [config.name ?? '', config]));
    for (const [index, config] of sent.entries()) {
      const field = `resource.perInstanceConfigs[${index}]`;
      const { name = '' } = config;
      if (name === '') throw required(`${field}.name`);
      if (!members.has(name)) throw invalid(`${field}.name`, name, `The instance is not managed by '${call.path}'.`);
      const before = configs.get(name);
      checkFingerprint(config.fingerprint, before ?? {}, {
        field: `${field}.fingerprint`,
        isRequired: false,
        message: 'Invalid fingerprint.',
      });
      configs.set(
        name,
        newConfig(config, merge(before?.preservedState ?? {}, config.preservedState ?? {}), field, call, transaction),
      );
    }
    return { write: withChangedConfigs(manager, configs) };
  };

/** A configuration as it is kept. */
export function newConfig(
  { name }: Config,
  state: PreservedState,
  field: string,
  { project }: Call,
  transaction: Transaction,
  status: Config['status'] = 'UNAPPLIED',
): Config {
  const preservedState = completeState(state, `${field}.preservedState`, project, transaction);
  const isEmpty = Object.keys(preservedState).length === 0;
  return { name, ...(isEmpty ? {} : { preservedState }), fingerprint: transaction.newFingerprint(), status };
}

/** What was in effect stays so until the deletion is applied (documented). */
const deletePerInstanceConfigs: ManagerVerb<JsonObject & { readonly names?: readonly string[] | undefined }> = (
  call,
  transaction,
) => {
  const manager = calledResource<Manager>(call, transaction);
  const names = call.body.names ?? [];
  if (names.length === 0) throw required('resource.names');
  const configs = configsOf(manager);
  for (const [index, name] of names.entries()) {
    if (configs.some((config) => config.name === name)) continue;
    throw invalid(`resource.names[${index}]`, name, 'There is no per-instance configuration of that name.');
  }
  const left = configs.map((config): Config =>
    names.includes(config.name ?? '') ? { ...config, status: 'UNAPPLIED_DELETION' } : config,
  );
  return { write: withConfigs(manager, left) };
};

/** Methods of the configurations of single instances of a group. */
export const perInstanceConfigs: {
  readonly listPerInstanceConfigs: ManagerVerb;
  readonly updatePerInstanceConfigs: ManagerVerb<NamesConfigs>;
  readonly patchPerInstanceConfigs: ManagerVerb<NamesConfigs>;
  readonly deletePerInstanceConfigs: typeof deletePerInstanceConfigs;
} = {
  listPerInstanceConfigs,
  updatePerInstanceConfigs: write((_before, sent) => sent),
  patchPerInstanceConfigs: write(overlaid),
  deletePerInstanceConfigs,
};

/** The manager with the configurations of those instances in effect, and those that were deleted gone. */
export function settled(manager: Entry<Manager>, instances: ReadonlySet<string>): Entry<Manager> {
  const names = new Set([...instances].map(nameOf));
  const configs = configsOf(manager).flatMap((config): readonly Config[] => {
    if (!names.has(config.name ?? '')) return [config];
    return config.status === 'UNAPPLIED_DELETION' ? [] : [{ ...config, status: 'EFFECTIVE' }];
  });
  return withConfigs(manager, configs);
}

/** The manager without the configurations of instances that are its own no more. */
export function withoutConfigsOf(manager: Entry<Manager>, instances: ReadonlySet<string>): Entry<Manager> {
  const names = new Set([...instances].map(nameOf));
  return withConfigs(
    manager,
    configsOf(manager).filter(({ name = '' }) => !names.has(name)),
  );
}
