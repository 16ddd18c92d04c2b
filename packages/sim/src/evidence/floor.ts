/** Exchanges that agree with recorded traffic, in the order of the recordings. These numbers only ever rise. */
export const FLOOR = {
  first: {
    withoutPolls: { match: 1445, lenient: 1454 },
    resourceReads: { match: 588, lenient: 597 },
  },
  second: {
    withoutPolls: { match: 487, lenient: 488 },
    resourceReads: { match: 193, lenient: 194 },
  },
} as const;
