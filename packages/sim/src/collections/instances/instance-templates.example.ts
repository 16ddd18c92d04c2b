import type { Examples } from '../examples.ts';

const TEMPLATE = {
  machineType: 'e2-medium',
  networkInterfaces: [{ network: 'global/networks/default' }],
  disks: [{ boot: true, initializeParams: { sourceImage: 'projects/debian-cloud/global/images/family/debian-12' } }],
};

/** Besides a name, what an insert cannot do without. */
export const bodies: Examples = {
  instanceTemplates: { properties: TEMPLATE },
  regionInstanceTemplates: { properties: TEMPLATE },
};
