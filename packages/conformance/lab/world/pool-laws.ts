/** What every pool must do, in a sentence for each law. The first ones hold at all times, faults or not; the rest once these stop. */
export const POOL_LAWS = {
  ownership: 'A pool changes nothing but what bears a name of its cluster.',
  'foreign-untouched': 'What belongs to others, by name or by mark, reads byte for byte as they left it.',
  'no-clobbering': 'What others put into resources of the pool, and the pool has no opinion on, stays.',
  'desired-stays': 'A pool never deletes what is desired.',
  'guarded-writes':
    'A change of what others may change too carries the fingerprint of what was read, and every change a request id.',
  'make-before-break':
    'No change of a pool takes away a desired node that serves, or leaves fewer nodes serving, or healthy, than the lesser of those before and those desired.',
  'honest-success': 'A run that reports success has left everything as desired.',
  'bounded-calls': 'A run makes a bounded number of calls, whatever goes wrong.',
  convergence: 'Once faults stop, everything is as desired after two runs.',
  idempotence: 'Once everything is as desired, a run changes nothing.',
} as const;

/** Name of a law for pools. */
export type PoolLaw = keyof typeof POOL_LAWS;

/** A pool did what a law forbids. */
export class PoolLawBrokenError extends Error {
  override readonly name = 'PoolLawBrokenError';
  readonly law: PoolLaw;

  constructor(law: PoolLaw, message: string) {
    super(`${law}: ${message}`);
    this.law = law;
  }
}
