import type { CallRecord } from './call-record.ts';
import type { FaultRule } from './fault-rule.ts';
import type { LatencyRule } from './operation-latency.ts';
import type { RateLimitOption } from './rate-limits.ts';
import type { StalenessRule } from './staleness.ts';

/** What traffic begins with, and comes back to with a reset. */
export interface TrafficOptions {
  /** What goes wrong, as `simulator.faults.add` takes it. Default: nothing. */
  readonly faults?: readonly FaultRule[];
  /** How long operations run by method, as `simulator.latency.set` takes it. Default: `operationLatencyMs` for all. */
  readonly latency?: readonly LatencyRule[];
  /** Limits on requests a minute, as `simulator.rateLimits.set` takes them, or `gce` for GCE's own. Default: none. */
  readonly rateLimits?: RateLimitOption;
  /** What is behind the writes, as `simulator.staleness.set` takes it. Default: nothing. */
  readonly staleness?: StalenessRule;
  /** How many calls `simulator.calls` remembers. Default: 10,000. */
  readonly callLog?: number;
  /** Is told of every call when it has been answered. Default: nobody is. */
  readonly onCall?: (call: CallRecord) => void;
}
