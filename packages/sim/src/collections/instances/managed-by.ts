import type { JsonObject } from '../../kernel/json.ts';
import type { Entry } from '../../kernel/entry.ts';

/** Which size of its manager counts an instance that is at rest. */
export type StandbySize = 'targetStoppedSize' | 'targetSuspendedSize';

/** What an instance that a manager made keeps hidden. */
interface ManagedBy {
  readonly manager: string;
  /** Link of the template it was made from. */
  readonly template: string;
  readonly standby?: StandbySize;
}

const managedByOf = (instance: Entry | undefined): Partial<ManagedBy> =>
  // Nothing else is kept under these names.
  (instance?.hidden as Partial<ManagedBy> | undefined) ?? {};

/** Whether a manager decides on an instance. */
export const isManaged = (instance: Entry): boolean => managedByOf(instance).manager !== undefined;

/** Link of the template that an instance was made from by its manager. */
export const templateOf = (instance: Entry | undefined): string => managedByOf(instance).template ?? '';

/** The size of its manager that counts an instance while the manager keeps it at rest. */
export const standbyOf = (instance: Entry | undefined): StandbySize | undefined => managedByOf(instance).standby;

/** What an instance remembers of the manager that makes it. */
export const managedBy = (manager: string, template: string): JsonObject => ({ manager, template }) satisfies ManagedBy;

/** The instance as its manager keeps it at rest, or as one that is at work. */
export function withStandby<R extends JsonObject>(instance: Entry<R>, standby: StandbySize | undefined): Entry<R> {
  const { standby: _, ...hidden }: JsonObject = instance.hidden ?? {};
  return { ...instance, hidden: standby === undefined ? hidden : { ...hidden, standby } };
}

/** The instance on its own. */
export function unmanaged<R extends JsonObject>({ resource, hidden = {} }: Entry<R>): Entry<R> {
  const { manager: _, template: __, ...kept } = hidden;
  return { resource, hidden: kept };
}
