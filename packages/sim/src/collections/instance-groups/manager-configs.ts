import type { JsonObject } from '../../kernel/json.ts';
import type { Entry } from '../../kernel/entry.ts';
import type { Resource } from '../../wire/wire.ts';

type Manager = Resource<'InstanceGroupManager'>;
type Config = Resource<'PerInstanceConfig'>;

/** What a manager keeps hidden. */
interface HiddenOfManager {
  readonly configs?: readonly Config[];
}

/** The configurations of single instances of a manager, in the order in which they were made. */
export const configsOf = (manager: Entry | undefined): readonly Config[] =>
  // Only what `withConfigs` gives is kept under that name.
  (manager?.hidden as HiddenOfManager | undefined)?.configs ?? [];

/** The manager with other configurations. */
export function withConfigs(manager: Entry<Manager>, configs: readonly Config[]): Entry<Manager> {
  if (configs.length === 0 && configsOf(manager).length === 0) return manager;
  const hidden: JsonObject = { ...manager.hidden, configs };
  return { ...manager, hidden };
}

/** The manager with some configurations in the place of those of their names, or after all others. @param changed by name */
export function withChangedConfigs(manager: Entry<Manager>, changed: ReadonlyMap<string, Config>): Entry<Manager> {
  const added = new Map(changed);
  const kept = configsOf(manager).map((config) => {
    const { name = '' } = config;
    added.delete(name);
    return changed.get(name) ?? config;
  });
  return withConfigs(manager, [...kept, ...added.values()]);
}

/** The state that a configuration preserves. */
export const stateOf = (config: Config | undefined): Resource<'PreservedState'> =>
  config === undefined || config.status === 'UNAPPLIED_DELETION' ? {} : (config.preservedState ?? {});

/** The state that is to be preserved for an instance of that name. */
export const stateNamed = (manager: Entry | undefined, name: string): Resource<'PreservedState'> =>
  stateOf(configsOf(manager).find((candidate) => candidate.name === name));
