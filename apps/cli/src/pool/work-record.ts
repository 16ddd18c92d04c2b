import { PortError, StepError } from '@gcepool/core';
import type { Notice, Outcome, PoolEvent, Report, Step } from '@gcepool/core';

/** Everything that was tried in one command, and what became of it. */
export class WorkRecord {
  readonly outcomes: Outcome[] = [];
  readonly notices: Notice[] = [];
  /** What went wrong outside of any step. */
  readonly problems: string[] = [];
  readonly #explain: (error: unknown) => string;

  /** @param explain - What an error says to a person, in one line. */
  constructor(explain: (error: unknown) => string) {
    this.#explain = explain;
  }

  /** Takes down what a pool tells while it works. */
  readonly onEvent = (event: PoolEvent): void => {
    switch (event.type) {
      case 'planned':
        this.notices.push(...event.plan.notices);
        break;
      case 'stepFinished':
        this.outcomes.push(event.outcome);
        break;
    }
  };

  /** Forgets everything, before the next piece of work. */
  clear(): void {
    for (const list of [this.outcomes, this.notices, this.problems]) list.length = 0;
  }

  /** Takes down a report that no event told of. */
  add({ outcomes, notices }: Report): void {
    this.outcomes.push(...outcomes);
    this.notices.push(...notices);
  }

  /**
   * Does a part of the work; that it fails keeps nothing after it from being tried.
   *
   * @param planned - The steps of work that tells no events: those its failure does not name are done.
   */
  async attempt(work: () => Promise<unknown>, planned: readonly Step[] = []): Promise<void> {
    try {
      await work();
    } catch (error) {
      const errors: readonly unknown[] =
        error instanceof AggregateError && !(error instanceof PortError) ? error.errors : [error];
      const failed = errors.filter((each) => each instanceof StepError);
      if (failed.length > 0) this.outcomes.push(...outcomesOf(planned, failed));
      // A port's failed steps were told as events already.
      const others = errors.filter((each) => !(each instanceof PortError || each instanceof StepError));
      this.problems.push(...others.map((each) => this.#explain(each)));
    }
  }

  /** What did not work, in one line; undefined where all did. */
  failure(command: string): string | undefined {
    const count = (outcome: Outcome['outcome']): number =>
      this.outcomes.filter((each) => each.outcome === outcome).length;
    const [failed, skipped] = [count('failed'), count('skipped')];
    if (failed + skipped === 0)
      return this.problems.length === 0 ? undefined : `${command}: ${this.problems.join('; ')}`;
    const first = this.outcomes.find((each) => 'error' in each);
    const reason = first && 'error' in first ? `; first: ${this.#explain(first.error)}` : '';
    const others = this.problems.map((problem) => `; ${problem}`).join('');
    return (
      `${command}: ${failed} failed and ${skipped} skipped of ${this.outcomes.length} changes; ` +
      `the others are made, and ${command} can be run again${reason}${others}`
    );
  }
}

function outcomesOf(planned: readonly Step[], errors: readonly StepError[]): Outcome[] {
  const isFailed = (step: Step): boolean =>
    errors.some((error) => error.step.resource === step.resource && error.step.verb === step.verb);
  return [
    ...planned.filter((step) => !isFailed(step)).map((step) => ({ step, outcome: 'done' as const })),
    ...errors.map((error) => ({ step: error.step, outcome: 'failed' as const, error })),
  ];
}
