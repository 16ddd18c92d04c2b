import { linkOf } from '../engine/self-link.ts';
import { seedOf } from '../engine/token.ts';
import type { Collection } from './collection.ts';
import { isZone, regionOfZone, zoneNames } from './geography.ts';

export const zones: Collection = {
  name: 'zones',
  collections: ['zones'],
  fixed: {
    names: () => zoneNames,
    get: (scope, name) =>
      isZone(name)
        ? {
            kind: 'compute#zone',
            id: String(2000 + (seedOf(name) % 1000)),
            creationTimestamp: '1969-12-31T16:00:00.000-08:00',
            name,
            description: name,
            status: 'UP',
            region: linkOf(`${scope}/regions/${regionOfZone(name)}`),
            selfLink: linkOf(`${scope}/zones/${name}`),
            availableCpuPlatforms: [
              'Intel Broadwell',
              'Intel Cascade Lake',
              'Intel Haswell',
              'Intel Ice Lake',
              'AMD Milan',
              'AMD Rome',
            ],
            supportsPzs: false,
          }
        : undefined,
  },
};
