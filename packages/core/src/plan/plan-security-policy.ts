import type { BackendService } from '@gcepool/api';
import { backendServiceDrift } from './backend-service-drift.ts';
import type { SecurityPolicyStep } from './step.ts';
import type { BackendServiceSpec } from './spec.ts';

/** The step that puts the desired security policy before a backend service, or takes it away; none where that is so. */
export function planSecurityPolicy(
  spec: BackendServiceSpec,
  existing: BackendService | undefined,
): SecurityPolicyStep | undefined {
  const { name, nodePort, label, region, settings } = spec;
  if (settings?.securityPolicy === undefined) return undefined;
  const { securityPolicy } = backendServiceDrift(spec, existing ?? {});
  if (securityPolicy === undefined) return undefined;
  const resource = `${region === undefined ? 'global' : `regions/${region}`}/backendServices/${name}`;
  return {
    collection: 'backendServices',
    verb: 'setSecurityPolicy',
    name,
    ...(region === undefined ? {} : { region }),
    resource,
    reason:
      securityPolicy === '' ? `${label} is to have no security policy` : `${label} is to be behind ${securityPolicy}`,
    ports: [nodePort],
    needs: [resource],
    securityPolicy,
  };
}
