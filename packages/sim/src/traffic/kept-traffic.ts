import type { KeptFaults } from './faults.ts';
import type { KeptLatency } from './operation-latency.ts';
import type { KeptRateLimits } from './rate-limits.ts';
import type { KeptStaleness } from './staleness.ts';

/** The rules of what happens between clients and a cloud, and how far they have come: what several processes share of it. */
export interface KeptTraffic {
  readonly faults: KeptFaults;
  readonly latency: KeptLatency;
  readonly rateLimits: KeptRateLimits;
  readonly staleness: KeptStaleness;
}
