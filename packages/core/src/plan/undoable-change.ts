import type { InstanceGroup } from '@gcepool/api';
import { describedWriter } from '../names/description.ts';
import type { Writer } from '../names/description.ts';
import type { InstanceGroupDeletion, InstanceGroupUpsert, MemberStep, Step } from './step.ts';

/** A change of a step, as far as it can be seen that another process undoes it. */
export interface UndoableChange {
  readonly resource: string;
  /** What is changed, whatever it is changed to. */
  readonly key: string;
  /** How it is afterwards, of what bears no word of who writes: found otherwise, it was undone. */
  readonly state?: string;
  /** The method of the group by which others undo it. */
  readonly undoneBy?: string;
  /** Who else wrote what the change writes over, of what bears their name. */
  readonly writer?: Writer;
}

/** What an instance is to a group, as a change of a {@link MemberStep} leaves it. */
export const MEMBERSHIP: Readonly<Record<MemberStep['verb'], string>> = {
  addInstances: 'a member',
  removeInstances: 'no member',
};

/** The key of something in a group. */
export const keyIn = (group: string, what: string): string => `${what} of ${group}`;

/** The changes of a step that others may undo. Backend services and health checks bear a mark that says who, groups do not. Pure. */
export function undoableChanges(step: Step, self: string): readonly UndoableChange[] {
  const { resource } = step;
  // It undoes nothing that others do.
  if (step.verb === 'watch') return [];
  if (step.collection === 'instanceGroups') return groupChanges(step);
  const writer = 'before' in step ? describedWriter(step.before?.description ?? '') : undefined;
  return [{ resource, key: resource, ...(writer !== undefined && writer.name !== self && { writer }) }];
}

function groupChanges(step: InstanceGroupUpsert | InstanceGroupDeletion | MemberStep): readonly UndoableChange[] {
  const { resource } = step;
  const changed = (whats: readonly string[], state: string, undoneBy: string): UndoableChange[] =>
    whats.map((what) => ({ resource, key: keyIn(resource, what), state, undoneBy }));
  const named = (ports: readonly string[], state: string): UndoableChange[] => changed(ports, state, 'setNamedPorts');
  switch (step.verb) {
    case 'addInstances':
      return changed(step.instances, MEMBERSHIP.addInstances, 'removeInstances');
    case 'removeInstances':
      return changed(step.instances, MEMBERSHIP.removeInstances, 'addInstances');
    case 'create':
      return [
        { resource, key: resource, state: 'there', undoneBy: 'delete' },
        ...named(entries(step.after), 'a named port'),
      ];
    case 'delete':
      return [{ resource, key: resource, state: 'gone', undoneBy: 'insert' }];
    case 'setNamedPorts': {
      const [before, after] = [entries(step.before), entries(step.after)];
      return [...named(without(after, before), 'a named port'), ...named(without(before, after), 'no named port')];
    }
  }
}

const entries = ({ namedPorts = [] }: InstanceGroup = {}): string[] =>
  namedPorts.map(({ name, port }) => `${name}:${port}`);

const without = (some: readonly string[], others: readonly string[]): string[] =>
  some.filter((one) => !others.includes(one));
