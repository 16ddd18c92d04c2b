import { describedWriter } from '../names/description.ts';
import type { Writer } from '../names/description.ts';
import { RivalWriterError } from './rival-writer-error.ts';
import type { PoolStep } from './step.ts';

/** What of a report a {@link Rivalry} learns from. */
interface Done {
  readonly step: PoolStep;
  readonly outcome: string;
}

/**
 * Notices another process that undoes what this one does, by the names in the marks: what this process has written, another has
 * written since, and this one writes again. Whoever is about to write for the third time stops, so that one of two goes on.
 */
export class Rivalry {
  readonly #self: string | undefined;
  readonly #written = new Set<string>();
  readonly #writtenOver = new Set<string>();

  /** @param self The name in the marks of this process; without one nobody is a rival. */
  constructor(self: string | undefined) {
    this.#self = self;
  }

  /** Why these steps are not to be taken, if so. */
  conflict(steps: readonly PoolStep[]): RivalWriterError | undefined {
    for (const step of steps) {
      const other = this.#other(step);
      if (other !== undefined && this.#writtenOver.has(step.resource))
        return new RivalWriterError(step.resource, other);
    }
    return undefined;
  }

  /** Takes down what was done. */
  learn(outcomes: readonly Done[]): void {
    for (const { step, outcome } of outcomes) {
      if (outcome !== 'done' && outcome !== 'adopted') continue;
      // A new process may write over what the one before it wrote.
      if (this.#other(step) !== undefined && this.#written.has(step.resource)) this.#writtenOver.add(step.resource);
      this.#written.add(step.resource);
    }
  }

  #other(step: PoolStep): Writer | undefined {
    if (this.#self === undefined || !('before' in step)) return undefined;
    const writer = describedWriter(step.before?.description ?? '');
    return writer === undefined || writer.name === this.#self ? undefined : writer;
  }
}
