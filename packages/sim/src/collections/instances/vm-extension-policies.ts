import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';

const NO_CATALOGUE = 'which extensions there are, and in which versions, only the service tells';
const evidence = { lacking: { getVmExtension: NO_CATALOGUE, listVmExtensions: NO_CATALOGUE } };

/** Policies of a zone or of all that say which of Google's extensions run in instances; the extensions are read beside them. */
export const vmExtensionPolicies: Collection = defineCollection({
  name: 'vmExtensionPolicies',
  collections: [
    'zoneVmExtensionPolicies',
    'globalVmExtensionPolicies',
    'folderZoneVmExtensionPolicies',
    'folderGlobalVmExtensionPolicies',
    'organizationZoneVmExtensionPolicies',
    'organizationGlobalVmExtensionPolicies',
  ],
  evidence,
});
