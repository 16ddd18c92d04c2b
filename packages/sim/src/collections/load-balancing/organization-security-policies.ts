import { notFound, required } from '../../kernel/refusal.ts';
import { calledResource } from '../called-resource.ts';
import type { Collection } from '../collection.ts';
import { find } from '../../wire/find.ts';
import type { JsonObject } from '../../kernel/json.ts';
import type { Verb } from '../verb.ts';
import { completeIdentity, newPolicyName, organizationPolicyVerbs } from '../networking/organization-policies.ts';
import type { AssociationFields } from '../networking/attached-policy.ts';
import { checkNotAssociated } from '../networking/attached-policy.ts';
import { associationVerbs } from '../networking/policy-associations.ts';
import { securityPolicies } from './security-policies.ts';
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
  const path = `${call.parent}/${sent.slice(sent.lastIndexOf('/') + 1)}`;
  const source = find(transaction, 'securityPolicies', path);
  if (source === undefined) throw notFound(path);
  return { set: { rules: source.resource.rules ?? [] } };
};

/** The policies of Cloud Armor that an organization has: as those of a project, but for who names and attaches them. */
export const organizationSecurityPolicies: Collection = {
  ...securityPolicies,
  collections: ['organizationSecurityPolicies'],
  naming: { newName: newPolicyName },
  body: { ...securityPolicies.body, required: ['shortName'], accepts: ['parent'] },
  lifecycle: {
    ...securityPolicies.lifecycle,
    complete: (draft, context) => {
      if (context.before === undefined) completeIdentity(draft, context);
      securityPolicies.lifecycle?.complete?.(draft, context);
    },
  },
  deletion: { onDelete: (path, entry) => checkNotAssociated(path, entry, 'security_policy', ASSOCIATION) },
  verbs: { ...organizationPolicyVerbs, ...associationVerbs(ASSOCIATION), ...ruleVerbs, copyRules },
};
