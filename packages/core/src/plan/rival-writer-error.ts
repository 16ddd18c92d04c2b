import type { Writer } from '../names/description.ts';

/** Another process writes what this one writes, and each undoes the work of the other; nothing was done. */
export class RivalWriterError extends Error {
  override readonly name = 'RivalWriterError';
  readonly resource: string;
  /** Who wrote last. */
  readonly writer: Writer;

  constructor(resource: string, writer: Writer) {
    super(
      `nothing was done: ${writer.name} has undone what this process did to ${resource} twice, the last time at ${writer.time}. ` +
        'Two that want different things write the same cluster: stop one, or give it a cluster of its own, and start the other again',
    );
    this.resource = resource;
    this.writer = writer;
  }
}
