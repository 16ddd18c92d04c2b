import type { Writer } from '../names/description.ts';
import type { UndoableChange } from './undoable-change.ts';

/** Another process writes what this one writes, and each undoes the work of the other; nothing was done. */
export class RivalWriterError extends Error {
  override readonly name = 'RivalWriterError';
  readonly resource: string;
  /** Who wrote last; absent for an instance group, which bears no word of it. */
  readonly writer?: Writer;

  constructor({ resource, key, state, writer }: UndoableChange) {
    const [who, told] =
      writer === undefined
        ? ['somebody', ` (${key} was made ${state ?? 'as desired'}). ${whoWrites(resource)}`]
        : [writer.name, `, the last time at ${writer.time}`];
    super(
      `nothing was done: ${who} has undone what this process did to ${resource} twice${told}. ` +
        'Two that want different things write the same cluster: stop one, or give it a cluster of its own, and start the other again',
    );
    this.resource = resource;
    if (writer !== undefined) this.writer = writer;
  }
}

/** How to find out who changes a group: its operations are kept, with the account that asked for each. */
function whoWrites(resource: string): string {
  const [, group] = resource.split('/instanceGroups/');
  const format = 'table(insertTime,user,operationType)';
  return `Who it was, \`gcloud compute operations list --filter='targetLink~/instanceGroups/${group}$' --format='${format}'\` tells`;
}
