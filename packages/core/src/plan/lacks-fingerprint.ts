import type { PoolStep } from './step.ts';

/** True where a step needs a fingerprint that only the cloud knows. */
export function lacksFingerprint(step: PoolStep): boolean {
  return (
    (step.verb === 'update' || step.verb === 'setNamedPorts') &&
    step.collection !== 'healthChecks' &&
    step.before?.fingerprint === undefined
  );
}
