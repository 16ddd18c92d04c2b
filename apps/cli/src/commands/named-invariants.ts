import type { Invariant } from '@gcepool/sim/explore';

export const INVARIANT_NAMES = [
  'ends',
  'honest-success',
  'no-leaks',
  'no-leaks-after-run-again',
  'converges',
  'nothing-foreign-touched',
  'no-write-without-fingerprint',
] as const;
/** What `gcepool explore` can be told must hold. */
export type InvariantName = (typeof INVARIANT_NAMES)[number];

/** What the invariants are made of. */
export interface InvariantFlags {
  readonly invariant?: readonly InvariantName[];
  readonly boundedCalls?: number;
  readonly wanted?: readonly string[];
  readonly own?: readonly string[];
}

/** The invariants that flags name. */
export async function namedInvariants({
  invariant = ['ends', 'honest-success'],
  boundedCalls,
  wanted = [],
  own,
}: InvariantFlags): Promise<readonly Invariant[]> {
  const sim = await import('@gcepool/sim/explore');
  const make: Readonly<Record<InvariantName, () => Invariant>> = {
    ends: sim.ends,
    'honest-success': sim.honestSuccess,
    'no-leaks': () => sim.noLeaks({ wanted }),
    'no-leaks-after-run-again': () => sim.noLeaks({ wanted, judged: 'afterRunAgain' }),
    converges: sim.converges,
    'nothing-foreign-touched': () => sim.nothingForeignTouched(own === undefined ? {} : { own }),
    'no-write-without-fingerprint': sim.noWriteWithoutFingerprint,
  };
  return [
    ...invariant.map((name) => make[name]()),
    ...(boundedCalls === undefined ? [] : [sim.boundedCalls(boundedCalls)]),
  ];
}
