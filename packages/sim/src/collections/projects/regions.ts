import { linkOf } from '../../kernel/self-link.ts';
import { seedOf } from '../../kernel/token.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import { isRegion, regionNames, zonesOf } from '../geography.ts';
import { regionQuotas } from './quotas.ts';

export const regions: Collection = defineCollection({
  name: 'regions',
  collections: ['regions'],
  reading: {
    derive: (path, _region, state) => ({ quotas: regionQuotas(path, state) }),
    fixed: {
      names: () => regionNames,
      get: (scope, name) =>
        isRegion(name)
          ? {
              kind: 'compute#region',
              id: String(1000 + (seedOf(name) % 1000)),
              creationTimestamp: '1969-12-31T16:00:00.000-08:00',
              name,
              description: name,
              status: 'UP',
              zones: zonesOf(name).map((zone) => linkOf(`${scope}/zones/${zone}`)),
              selfLink: linkOf(`${scope}/regions/${name}`),
              supportsPzs: false,
            }
          : undefined,
    },
  },
});
