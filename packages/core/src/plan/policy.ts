import type { Balancing } from '../ports/balancing-mode.ts';
import type { Owner } from '../names/ownership.ts';
import type { HealthCheckPolicy } from './spec.ts';

/** What the planner may choose. */
export interface Policy {
  /** Settings of new backends, in order of preference; by default what fits the protocol of the port. */
  readonly balancing?: readonly Balancing[] | undefined;
  /** Whose the resources are; without it nothing is marked, and everything of the right name is adopted. */
  readonly owner?: Owner | undefined;
  /** What is kept of health checks that exist; `adopt` by default. */
  readonly healthChecks?: HealthCheckPolicy | undefined;
  /** Whether endpoints are watched where health checks are changed. */
  readonly watchesHealthChecks?: boolean | undefined;
  /** Whether changes of health checks that were put back are tried again. */
  readonly retryHealthChecks?: boolean | undefined;
  /** Whether named ports go with the ports that go; `keep` by default. */
  readonly namedPorts?: 'keep' | 'prune' | undefined;
}
