import type { Examples } from '../examples.ts';

const REGION = 'regions/us-central1';

/** Besides a name, what an insert cannot do without. */
export const bodies: Examples = {
  nodeGroups: { nodeTemplate: `${REGION}/nodeTemplates/a` },
};

/** What the query of an insert cannot do without. */
export const queries: Readonly<Record<string, string>> = { nodeGroups: 'initialNodeCount=0' };
