import { PortError, StepError, StepsError, StoppedError } from '@gcepool/core';
import type { Notice, Outcome, PoolEvent, Report, Step } from '@gcepool/core';
import { outcomeSum, sumText } from '../output/outcome-sum.ts';

/** Everything that was tried in one command, and what became of it. */
export class WorkRecord {
  readonly outcomes: Outcome[] = [];
  readonly notices: Notice[] = [];
  /** What went wrong outside of any step. */
  readonly problems: string[] = [];
  /** Parts of the work that had not begun when the pool was stopped. */
  readonly notBegun: string[] = [];
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
        this.#forgetWatch(event.outcome.step);
        this.outcomes.push(event.outcome);
        break;
    }
  };

  /** Forgets everything, before the next piece of work. */
  clear(): void {
    for (const list of [this.outcomes, this.notices, this.problems, this.notBegun]) list.length = 0;
  }

  /** Takes down a report that no event told of. */
  add({ outcomes, notices }: Report): void {
    this.outcomes.push(...outcomes);
    this.notices.push(...notices);
  }

  /** True if the pool was stopped before all was done. */
  get isInterrupted(): boolean {
    return this.notBegun.length > 0 || this.outcomes.some((each) => 'error' in each && isStop(each.error.cause));
  }

  /**
   * Does a part of the work; that it fails keeps nothing after it from being tried.
   *
   * @param part - What is said not to have begun where the pool was stopped before.
   */
  async attempt(part: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (isStop(error)) this.notBegun.push(part);
      else {
        if (error instanceof StepsError) this.add(error.report);
        this.#failed(error);
      }
    }
  }

  /** What did not work, in one line; undefined where all did. */
  failure(command: string): string | undefined {
    const sum = outcomeSum(this.outcomes);
    if (this.isInterrupted) {
      const rest = this.notBegun.length === 0 ? '' : `; not begun: ${this.notBegun.join(', ')}`;
      return `${command}: interrupted: ${sumText(sum)}${rest}; when it is run again, ${command} carries on${this.#reasons()}`;
    }
    if (sum.failed + sum.skipped === 0)
      return this.problems.length === 0 ? undefined : `${command}: ${this.problems.join('; ')}`;
    return (
      `${command}: ${sum.failed} failed and ${sum.skipped} skipped of ${sum.planned} changes; ` +
      `${sum.made} are made, and ${command} can be run again${this.#reasons()}`
    );
  }

  /** What came of a health check in the end is told, and not what could be seen of it before. */
  #forgetWatch({ verb, resource }: Step): void {
    const index = this.outcomes.findIndex(({ step }) => step.verb === 'watch' && step.resource === resource);
    if (verb === 'watch' && index !== -1) this.outcomes.splice(index, 1);
  }

  #failed(error: unknown): void {
    const errors: readonly unknown[] =
      error instanceof AggregateError && !(error instanceof PortError) ? error.errors : [error];
    // Steps that failed were told as events already.
    const others = errors.filter((each) => !(each instanceof PortError || each instanceof StepError));
    this.problems.push(...others.map((each) => this.#explain(each)));
  }

  /** The first step that failed, and what went wrong outside of any. */
  #reasons(): string {
    const first = this.outcomes.find((each) => each.outcome === 'failed');
    const reason = first && 'error' in first ? `; first: ${this.#explain(first.error)}` : '';
    return reason + this.problems.map((problem) => `; ${problem}`).join('');
  }
}

/** True where the pool was stopped, or a call of it was. */
const isStop = (error: unknown): boolean =>
  error instanceof StoppedError || (error instanceof Error && isStop(error.cause));
