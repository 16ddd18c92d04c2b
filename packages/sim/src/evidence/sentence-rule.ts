/** What becomes of sentences of the API's descriptions that no rule cites. */
export interface SentenceRule {
  /** `Schema.field` of those that it is about. */
  readonly fields: RegExp;
  /** Which sentences, where it is not all of them. */
  readonly sentences?: RegExp | undefined;
  /** The file under `src/` that enforces them, or why nothing does. */
  readonly by?: string;
  readonly reason?: string;
}

/** @param by the file under `src/` */
export const enforced = (by: string, fields: RegExp, sentences?: RegExp): SentenceRule => ({ fields, sentences, by });

/** @param reason why nothing enforces them */
export const left = (reason: string, fields: RegExp, sentences?: RegExp): SentenceRule => ({
  fields,
  sentences,
  reason,
});

/** Reasons that are the same in many places. */
export const TRAFFIC = 'It is about requests on their way, and no traffic flows.';
export const MEANING = 'It says what a value means, and every value is taken.';
export const NOT_SIMULATED = 'The method that takes it is not simulated.';
