/**
 * Exchanges that agree with recorded traffic, in the order of the recordings. These numbers only ever rise. `inBeta`: of those
 * that went through beta when they were recorded.
 */
export const FLOOR = {
  first: {
    withoutPolls: { match: 1445, lenient: 1454 },
    resourceReads: { match: 588, lenient: 597 },
    inBeta: { match: 294 },
  },
  second: {
    withoutPolls: { match: 487, lenient: 488 },
    resourceReads: { match: 193, lenient: 194 },
    inBeta: { match: 120 },
  },
} as const;
