import type { Examples } from '../examples.ts';

/** Besides a name, what an insert cannot do without. */
export const bodies: Examples = {
  instanceGroupManagers: { targetSize: 0, instanceTemplate: 'global/instanceTemplates/a', baseInstanceName: 'x' },
  regionInstanceGroupManagers: { targetSize: 0, instanceTemplate: 'global/instanceTemplates/a', baseInstanceName: 'x' },
};
