/** Runs something for all who wait at once: whoever asks waits for a run that begins after that. */
export class CatchingUp {
  readonly #run: () => Promise<void>;
  #underWay: Promise<void> | undefined;
  #next: Promise<void> | undefined;

  constructor(run: () => Promise<void>) {
    this.#run = run;
  }

  /** Resolves when a run has ended that began after this was called. */
  begun(): Promise<void> {
    if (this.#underWay === undefined) return this.#begin();
    // One that failed has told those who waited for it.
    return (this.#next ??= this.#underWay
      .catch(() => undefined)
      .then(() => {
        this.#next = undefined;
        return this.#begin();
      }));
  }

  #begin(): Promise<void> {
    const underWay = this.#run().finally(() => (this.#underWay = undefined));
    this.#underWay = underWay;
    return underWay;
  }
}
