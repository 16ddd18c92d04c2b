import type { Writer } from '../names/description.ts';
import type { UndoableChange } from './undoable-change.ts';
import type { Undoer } from './undoer.ts';

/** Another process writes what this one writes, and each undoes the work of the other; nothing was done. */
export class RivalWriterError extends Error {
  override readonly name = 'RivalWriterError';
  readonly resource: string;
  /**
   * Who wrote last: of an instance group, which bears no word of it, the account that asked for it. Absent where that cannot be
   * known.
   */
  readonly writer?: Writer;

  constructor({ resource, key, state }: UndoableChange, undoer: Undoer) {
    const writer = 'unknown' in undoer ? undefined : undoer;
    const last = writer === undefined ? '' : `, the last time at ${writer.time}`;
    const what = state === undefined ? '' : ` (${key} was made ${state})`;
    const who = 'unknown' in undoer ? `. Who it was is not known (${undoer.unknown}); ${howToFind(resource)}` : '';
    super(
      `nothing was done: ${writer?.name ?? 'somebody'} has undone what this process did to ${resource} twice${last}${what}${who}. ` +
        'Two that want different things write the same cluster: stop one, or give it a cluster of its own, and start the other again',
    );
    this.resource = resource;
    if (writer !== undefined) this.writer = writer;
  }
}

/** How a person finds out: the operations of a group are kept, with the account that asked for each. */
function howToFind(resource: string): string {
  const [, group] = resource.split('/instanceGroups/');
  const format = 'table(insertTime,user,operationType)';
  return `\`gcloud compute operations list --filter='targetLink~/instanceGroups/${group}$' --format='${format}'\` tells`;
}
