import type { Source } from '../evidence.ts';

/** Where the methods are described that policies of organizations, of networks and of regions have in common. */
export const firewallPolicyMethods: {
  readonly [
    Method in
      | 'addAssociation'
      | 'addRule'
      | 'cloneRules'
      | 'getAssociation'
      | 'getRule'
      | 'patchRule'
      | 'removeAssociation'
      | 'removeRule'
  ]: Source | readonly Source[];
} = {
  addAssociation: {
    describedAt: 'firewallPolicies.addAssociation',
    sentence: 'Inserts an association for the specified firewall policy.',
  },
  addRule: [
    { describedAt: 'firewallPolicies.addRule', sentence: 'Inserts a rule into a firewall policy.' },
    {
      describedAt: 'FirewallPolicyRule.securityProfileGroup',
      sentence: "Must be specified if action is one of 'apply_security_profile_group' or 'mirror'.",
    },
    {
      describedAt: 'FirewallPolicyRuleMatcher.srcFqdns',
      sentence: 'Maximum number of source fqdn allowed is 100.',
    },
    {
      describedAt: 'FirewallPolicyRule.enableLogging',
      sentence: 'you cannot enable logging on "goto_next" rules',
    },
  ],
  cloneRules: {
    describedAt: 'firewallPolicies.cloneRules',
    sentence: 'Copies rules to the specified firewall policy.',
  },
  getAssociation: {
    describedAt: 'firewallPolicies.getAssociation',
    sentence: 'Gets an association with the specified name.',
  },
  getRule: { describedAt: 'firewallPolicies.getRule', sentence: 'Gets a rule of the specified priority.' },
  patchRule: { describedAt: 'firewallPolicies.patchRule', sentence: 'Patches a rule of the specified priority.' },
  removeAssociation: {
    describedAt: 'firewallPolicies.removeAssociation',
    sentence: 'Removes an association for the specified firewall policy.',
  },
  removeRule: { describedAt: 'firewallPolicies.removeRule', sentence: 'Deletes a rule of the specified priority.' },
};

/** Where those are described that mirror packets. */
export const mirroringRuleMethods: {
  readonly [
    Method in
      | 'addPacketMirroringRule'
      | 'getPacketMirroringRule'
      | 'patchPacketMirroringRule'
      | 'removePacketMirroringRule'
  ]: Source;
} = {
  addPacketMirroringRule: {
    describedAt: 'networkFirewallPolicies.addPacketMirroringRule',
    sentence: 'Inserts a packet mirroring rule into a firewall policy.',
  },
  getPacketMirroringRule: {
    describedAt: 'networkFirewallPolicies.getPacketMirroringRule',
    sentence: 'Gets a packet mirroring rule of the specified priority.',
  },
  patchPacketMirroringRule: {
    describedAt: 'networkFirewallPolicies.patchPacketMirroringRule',
    sentence: 'Patches a packet mirroring rule of the specified priority.',
  },
  removePacketMirroringRule: {
    describedAt: 'networkFirewallPolicies.removePacketMirroringRule',
    sentence: 'Deletes a packet mirroring rule of the specified priority.',
  },
};
