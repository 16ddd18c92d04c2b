import type { CloudLaw } from './cloud-laws.ts';

/** A cloud did what a law forbids. */
export class LawBrokenError extends Error {
  override readonly name = 'LawBrokenError';
  readonly law: CloudLaw;
  /** The step of the history at which it showed, from 0; absent until that is known. */
  step?: number;

  constructor(law: CloudLaw, message: string, options?: ErrorOptions) {
    super(message, options);
    this.law = law;
  }
}
