import type { Entry } from '../../kernel/entry.ts';
import { inUse } from '../../kernel/refusal.ts';
import { linkOf, pathOf } from '../../kernel/self-link.ts';
import type { Resource } from '../../wire/wire.ts';

/** Associations of either kind of policy have these fields, each kind some of them. */
export type Association = Resource<'FirewallPolicyAssociation'> & Resource<'SecurityPolicyAssociation'>;
type FirewallPolicy = Resource<'FirewallPolicy'>;

/** What both kinds of policy have that can be attached to something. */
export type Policy = Pick<FirewallPolicy, 'id' | 'displayName' | 'shortName'> & {
  readonly associations?: readonly Association[] | undefined;
};

/** How a kind of policy calls the parts of its associations. */
export interface AssociationFields {
  /** The segment under which such policies are kept. */
  readonly segment: 'firewallPolicies' | 'securityPolicies';
  /** What the policy is attached to. */
  readonly target: 'attachmentTarget' | 'attachmentId';
  /** The policy itself. */
  readonly policyId: 'firewallPolicyId' | 'securityPolicyId';
}

/** Those of Cloud NGFW. */
export const FIREWALL_ASSOCIATION: AssociationFields = {
  segment: 'firewallPolicies',
  target: 'attachmentTarget',
  policyId: 'firewallPolicyId',
};

/** What a policy is attached to. */
export const associationsOf = ({ resource }: Entry<Policy>): readonly Association[] => resource.associations ?? [];

/** Whether a firewall policy is associated with a network. @param network its path */
export const isAssociated = ({ associations = [] }: FirewallPolicy, network: string): boolean =>
  associations.some(({ attachmentTarget }) => attachmentTarget === linkOf(network));

/** The same policy with other associations. */
export function withAssociations(policy: Entry<Policy>, associations: readonly Association[]): Entry<Policy> {
  const { associations: _, ...resource } = policy.resource;
  return { ...policy, resource: associations.length > 0 ? { ...resource, associations } : resource };
}

/** @throws Refusal to delete a policy that is associated with anything */
export function checkNotAssociated(
  path: string,
  policy: Entry<Policy>,
  snakeName: string,
  fields: AssociationFields,
): void {
  const [association] = associationsOf(policy);
  if (association === undefined) return;
  const target = association[fields.target] ?? '';
  throw inUse(snakeName, path, pathOf(target) ?? target);
}
