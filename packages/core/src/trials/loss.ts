import { enumeration } from '../names/enumeration.ts';
import { endpointNames } from './endpoint-states.ts';
import type { EndpointStates } from './endpoint-states.ts';
import type { Trial } from '../health/trial-mark.ts';

/** Endpoints that a changed check has taken away, or why nothing is known of them. */
export interface Loss {
  readonly endpoints: readonly string[];
  readonly why: string;
  readonly cause?: Error;
}

/** What is known of those that were healthy before, and how much of what is now can be believed. */
export interface LossContext {
  /** Those that were healthy before, where they are known by name. */
  readonly healthy?: ReadonlySet<string> | undefined;
  /** Whether everything should have shown by now: until then, only what is UNHEALTHY is lost. */
  readonly isOver: boolean;
}

/** What is lost of what was healthy before; `undefined` where nothing is. Who is no endpoint any more is no loss. Pure. */
export function lossOf(
  { states, healthy: present, unhealthy }: EndpointStates,
  trial: Trial,
  { healthy, isOver }: LossContext,
): Loss | undefined {
  const isIll = (endpoint: string): boolean => (isOver ? !present.has(endpoint) : unhealthy.has(endpoint));
  const ill = [...(healthy ?? states.keys())].filter((endpoint) => states.has(endpoint) && isIll(endpoint));
  // Without names, those are missed that are fewer than there were, and than there are.
  const isMissed = healthy !== undefined || states.size - ill.length < Math.min(trial.healthy, states.size);
  if (ill.length === 0 || !isMissed) return undefined;
  const names = enumeration(endpointNames(ill));
  return { endpoints: ill, why: `${ill.length} of ${trial.healthy} healthy endpoints did not pass it (${names})` };
}
