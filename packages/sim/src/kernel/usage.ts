import type { JsonObject } from './json.ts';

/** What the resources of one collection use of something there is a limit on. */
export interface UsageRule {
  /** What is limited, and where: `projects/p/NETWORKS`, `projects/p/regions/r/CPUS`. */
  readonly key: string;
  /** How much of it one of them uses. */
  readonly amountOf: (resource: JsonObject) => number;
}

/** A limit that was set, and how what would break it fails. */
export interface QuotaLimit {
  /** Not negative. */
  readonly limit: number;
  /** Refused at once, or accepted with an operation that ends in an error. */
  readonly failure: 'atOnce' | 'operation';
}
