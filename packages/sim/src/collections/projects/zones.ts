import { linkOf } from '../../kernel/self-link.ts';
import { seedOf } from '../../kernel/token.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import { isZone, regionOfZone, zoneNames } from '../geography.ts';
import { own } from '../../kernel/own.ts';

/** What every zone has, in the order in which zones show it (observed). */
const PLATFORMS = [
  'Intel Broadwell',
  'Intel Cascade Lake',
  'Intel Emerald Rapids',
  'AMD Genoa',
  'Intel Haswell',
  'Intel Ice Lake',
  'Intel Ivy Bridge',
  'Google Axion',
  'AMD Milan',
  'AMD Rome',
  'Intel Sandy Bridge',
  'Intel Sapphire Rapids',
  'Intel Skylake',
];

/** Platforms that some regions have besides, and the platform each is shown after (observed). */
const MORE: Readonly<Record<string, readonly (readonly [platform: string, after: string | undefined])[]>> = {
  'us-central1': [
    ['Ampere Altra', undefined],
    ['NVIDIA Grace', 'AMD Genoa'],
    ['Intel Granite Rapids', 'NVIDIA Grace'],
    ['Google Axion', 'Intel Skylake'],
    ['AMD Turin', 'Google Axion'],
  ],
  'us-west1': [
    ['Intel Granite Rapids', 'AMD Genoa'],
    ['Google Axion', 'Intel Skylake'],
    ['AMD Turin', 'Google Axion'],
  ],
};

function platformsOf(zone: string): readonly string[] {
  const platforms = [...PLATFORMS];
  for (const [platform, after] of own(MORE, regionOfZone(zone)) ?? []) {
    platforms.splice(after === undefined ? 0 : platforms.lastIndexOf(after) + 1, 0, platform);
  }
  return platforms;
}

/** Zones that keep data apart from each other (observed). */
const SEPARATED = new Set(['us-central1-a']);

export const zones: Collection = defineCollection({
  name: 'zones',
  collections: ['zones'],
  reading: {
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
              availableCpuPlatforms: platformsOf(name),
              supportsPzs: SEPARATED.has(name),
            }
          : undefined,
    },
  },
});
