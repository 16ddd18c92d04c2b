/** Under which the policy is kept of what is no resource of Compute: of a project, or of what is above it. */
export const policyKey = (resource: string): string => `iamPolicy/${resource}`;
