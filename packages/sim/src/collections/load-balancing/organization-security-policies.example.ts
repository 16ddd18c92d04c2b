import type { Examples } from '../examples.ts';

/** Besides a name, what an insert cannot do without. */
export const bodies: Examples = {
  organizationSecurityPolicies: { shortName: 'x' },
};

/** What the query of an insert cannot do without. */
export const queries: Readonly<Record<string, string>> = { organizationSecurityPolicies: 'parentId=organizations/1' };
