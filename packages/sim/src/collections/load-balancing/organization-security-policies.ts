import { notFound, required } from '../../kernel/refusal.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import { calledResource } from '../called-resource.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import { find } from '../../wire/find.ts';
import type { JsonObject } from '../../kernel/json.ts';
import type { Verb } from '../verb.ts';
import { completeIdentity, newPolicyName, organizationPolicyVerbs } from '../networking/organization-policies.ts';
import type { AssociationFields } from '../networking/attached-policy.ts';
import { checkNotAssociated } from '../networking/attached-policy.ts';
import { associationVerbs } from '../networking/policy-associations.ts';
import { EXPRESSION_SETS, listPreconfiguredExpressionSets } from './preconfigured-expression-sets.ts';
import { policyLifecycle, policyMethods, ruleOperations } from './security-policies.ts';
import { ruleVerbs } from './security-policy-rules.ts';
import type { Resource } from '../../wire/wire.ts';

type SecurityPolicy = Resource<'SecurityPolicy'>;

const ASSOCIATION: AssociationFields = {
  segment: 'securityPolicies',
  target: 'attachmentId',
  policyId: 'securityPolicyId',
};

/** Takes over the rules of another policy. */
const copyRules: Verb<JsonObject, SecurityPolicy> = (call, transaction) => {
  calledResource(call, transaction);
  const sent = call.query.get('sourceSecurityPolicy') ?? '';
  if (sent === '') throw required('sourceSecurityPolicy');
  const path = `${call.parent}/${nameOf(sent)}`;
  const source = find(transaction, 'securityPolicies', path);
  if (source === undefined) throw notFound(path);
  return { set: { rules: source.resource.rules ?? [] } };
};

const associations = associationVerbs(ASSOCIATION);

/** The policies of Cloud Armor that an organization has: as those of a project, but for who names and attaches them. */
export const organizationSecurityPolicies: Collection = defineCollection({
  name: 'securityPolicies',
  collections: ['organizationSecurityPolicies'],
  body: { required: ['shortName'], accepts: ['parent'] },
  lifecycle: {
    ...policyLifecycle,
    newName: newPolicyName,
    complete: (draft, context) => {
      if (context.before === undefined) completeIdentity(draft, context);
      policyLifecycle.complete(draft, context);
    },
  },
  deletion: { onDelete: (path, entry) => checkNotAssociated(path, entry, 'security_policy', ASSOCIATION) },
  operations: { ...ruleOperations, queued: [...ruleOperations.queued, 'addAssociation', 'removeAssociation'] },
  verbs: {
    ...organizationPolicyVerbs,
    addAssociation: associations.addAssociation,
    getAssociation: associations.getAssociation,
    listAssociations: associations.listAssociations,
    removeAssociation: associations.removeAssociation,
    ...ruleVerbs,
    copyRules,
    listPreconfiguredExpressionSets,
  },
  evidence: {
    documented: {
      ...policyMethods,
      listPreconfiguredExpressionSets: EXPRESSION_SETS,
      list: {
        describedAt: 'organizationSecurityPolicies.list',
        sentence: 'List all the policies that have been configured for the specified organization.',
      },
      move: { describedAt: 'organizationSecurityPolicies.move', sentence: 'Moves the specified security policy.' },
      copyRules: {
        describedAt: 'organizationSecurityPolicies.copyRules',
        sentence: 'Copies rules to the specified security policy.',
      },
      addAssociation: {
        describedAt: 'organizationSecurityPolicies.addAssociation',
        sentence: 'Inserts an association for the specified security policy.',
      },
      getAssociation: {
        describedAt: 'organizationSecurityPolicies.getAssociation',
        sentence: 'Gets an association with the specified name.',
      },
      listAssociations: {
        describedAt: 'organizationSecurityPolicies.listAssociations',
        sentence: 'Lists associations of a specified target, i.e., organization or folder.',
      },
      removeAssociation: {
        describedAt: 'organizationSecurityPolicies.removeAssociation',
        sentence: 'Removes an association for the specified security policy.',
      },
    },
    lacking: { listPreconfiguredExpressionSets: 'the expressions of the sets' },
  },
});
