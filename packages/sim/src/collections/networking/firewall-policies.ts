import { nameOf } from '../../kernel/resource-path.ts';
import { linkOf } from '../../kernel/self-link.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import type { WriteContext } from '../context.ts';
import { onPresent } from '../on-present.ts';
import { completeRules } from './firewall-policy-defaults.ts';
import { firewallPolicyMethods, mirroringRuleMethods } from './firewall-policy-evidence.ts';
import { checkRules, cloneRules, ruleVerbs } from './firewall-policy-rules.ts';
import { completeIdentity, newPolicyName, organizationPolicyVerbs } from './organization-policies.ts';
import { checkNotAssociated, FIREWALL_ASSOCIATION } from './attached-policy.ts';
import { associationVerbs } from './policy-associations.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type FirewallPolicy = Resource<'FirewallPolicy'>;

const rules = ruleVerbs('rules', {});
/** Of versions after v1, in which networks' policies have them too. */
const mirroring = ruleVerbs('packetMirroringRules', {});
const associations = associationVerbs(FIREWALL_ASSOCIATION);

function complete(draft: Draft<FirewallPolicy>, context: WriteContext<FirewallPolicy>): void {
  if (context.before === undefined) {
    completeIdentity(draft, context);
    draft.selfLinkWithId = linkOf(`${context.path}/${nameOf(context.path)}`);
    draft.displayName ??= draft.shortName;
  }
  completeRules(draft, context, {}, (direction, range) =>
    range === '::/0' ? `default ${direction} rule ipv6` : `default ${direction} rule`,
  );
}

export const firewallPolicies: Collection = defineCollection({
  name: 'firewallPolicies',
  collections: ['firewallPolicies'],
  body: { required: ['shortName'], accepts: ['parent'] },
  lifecycle: { newName: newPolicyName, immutable: ['shortName', 'displayName', 'parent'], complete, check: checkRules },
  deletion: { onDelete: (path, entry) => checkNotAssociated(path, entry, 'firewall_policy', FIREWALL_ASSOCIATION) },
  operations: {
    queued: [
      'addAssociation',
      'removeAssociation',
      'addRule',
      'patchRule',
      'removeRule',
      'addPacketMirroringRule',
      'patchPacketMirroringRule',
      'removePacketMirroringRule',
    ],
    types: {
      insert: 'createFirewallPolicy',
      patch: 'updateFirewallPolicy',
      delete: 'deleteFirewallPolicy',
      addRule: 'addFirewallRuleToFirewallPolicy',
      patchRule: 'patchFirewallRuleInFirewallPolicy',
      removeRule: 'removeFirewallRuleFromFirewallPolicy',
    },
    doneAtOnce: ['patch'],
  },
  verbs: {
    ...organizationPolicyVerbs,
    addAssociation: associations.addAssociation,
    getAssociation: associations.getAssociation,
    listAssociations: associations.listAssociations,
    removeAssociation: associations.removeAssociation,
    getRule: rules.get,
    addRule: rules.add,
    patchRule: rules.patch,
    removeRule: rules.remove,
    getPacketMirroringRule: mirroring.get,
    addPacketMirroringRule: mirroring.add,
    patchPacketMirroringRule: mirroring.patch,
    removePacketMirroringRule: mirroring.remove,
    cloneRules,
    forceStartProgressiveRollout: onPresent,
  },
  evidence: {
    assumed: {
      forceStartProgressiveRollout: 'What a policy says is in force at once, so that nothing is left to be rolled out.',
    },
    documented: {
      ...firewallPolicyMethods,
      ...mirroringRuleMethods,
      list: {
        describedAt: 'firewallPolicies.list',
        sentence: 'Lists all the policies that have been configured for the specified folder or organization.',
      },
      listAssociations: {
        describedAt: 'firewallPolicies.listAssociations',
        sentence: 'Lists associations of a specified target, i.e., organization or folder.',
      },
      move: { describedAt: 'firewallPolicies.move', sentence: 'Moves the specified firewall policy.' },
    },
    lacking: {
      listAssociations: 'includeInheritedPolicies for a folder (501): nothing here tells what contains it',
    },
  },
});
