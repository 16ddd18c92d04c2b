import type { CallRecord } from '@gcepool/sim';
import { FLAWLESS } from '../call-checks.ts';
import type { CallCheck } from '../client.ts';

/** How the types of `types.tf` are made and taken away; what is a setting has one method for both. */
const DONE = [
  'backendBuckets.insert',
  'backendBuckets.addSignedUrlKey',
  'backendBuckets.deleteSignedUrlKey',
  'backendBuckets.delete',
  'disks.startAsyncReplication',
  'disks.stopAsyncReplication',
  'firewallPolicies.insert',
  'firewallPolicies.addAssociation',
  'firewallPolicies.removeAssociation',
  'firewallPolicies.addRule',
  'firewallPolicies.removeRule',
  'firewallPolicies.delete',
  'networkFirewallPolicies.insert',
  'networkFirewallPolicies.delete',
  'instanceGroups.setNamedPorts',
  'organizationSecurityPolicies.insert',
  'organizationSecurityPolicies.addAssociation',
  'organizationSecurityPolicies.removeAssociation',
  'organizationSecurityPolicies.delete',
  'projects.setCloudArmorTier',
  'projects.setDefaultNetworkTier',
  'projects.setCommonInstanceMetadata',
  'regionCommitments.insert',
  'projects.enableXpnHost',
  'projects.enableXpnResource',
  'projects.disableXpnResource',
  'projects.disableXpnHost',
  'snapshotSettings.patch',
  'targetSslProxies.insert',
  'targetSslProxies.delete',
];

/** What the simulator must have seen of `types.tf`. */
export const TYPE_CHECKS: readonly CallCheck[] = [
  ...DONE.map((title) => ({
    title,
    isSeenIn: (calls: readonly CallRecord[]) => calls.some(({ method, status }) => method === title && status === 200),
  })),
  FLAWLESS,
];
