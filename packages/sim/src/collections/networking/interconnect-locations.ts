import { projectOf } from '../../kernel/resource-path.ts';
import { linkOf } from '../../kernel/self-link.ts';
import { seedOf } from '../../kernel/token.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import type { Resource } from '../../wire/wire.ts';

type InterconnectLocation = Resource<'InterconnectLocation'>;
type Continent = NonNullable<InterconnectLocation['continent']>;

/** Description, city, continent, who runs the facility and calls it how, and the nearest region. */
type Row = readonly [
  description: string,
  city: string,
  continent: Continent,
  provider: string,
  facility: string,
  region: string,
];

/** Some of the documentation's in November 2026, and those that clients' tests and recordings name. */
const LOCATIONS: Readonly<Record<string, Row>> = {
  'ams-zone1-7': ['Equinix Amsterdam (AM3)', 'Amsterdam, Netherlands', 'C_EUROPE', 'Equinix', 'AM3', 'europe-west4'],
  'dfw-zone1-4': ['Equinix Dallas (DA1)', 'Dallas, TX', 'C_NORTH_AMERICA', 'Equinix', 'Dallas-DA1', 'us-south1'],
  'fra-zone1-58': ['Equinix Frankfurt (FR5)', 'Frankfurt, Germany', 'C_EUROPE', 'Equinix', 'FR5', 'europe-west3'],
  'iad-zone1-1': ['Equinix Ashburn (DC1-DC11)', 'Ashburn, VA', 'C_NORTH_AMERICA', 'Equinix', 'Ashburn-DC1', 'us-east4'],
  'iad-zone2-1': ['Equinix Ashburn (DC1-DC11)', 'Ashburn, VA', 'C_NORTH_AMERICA', 'Equinix', 'Ashburn-DC1', 'us-east4'],
  'las-zone1-770': ['Switch Las Vegas', 'Las Vegas, NV', 'C_NORTH_AMERICA', 'Switch', 'LAS7', 'us-west4'],
  'lhr-zone1-47': ['Equinix London (LD5)', 'London, United Kingdom', 'C_EUROPE', 'Equinix', 'LD5', 'europe-west2'],
  'nrt-zone1-452': ['Equinix Tokyo (TY2)', 'Tokyo, Japan', 'C_ASIA_PAC', 'Equinix', 'TY2', 'asia-northeast1'],
  'ord-zone1-7': ['Equinix Chicago (CH1)', 'Chicago, IL', 'C_NORTH_AMERICA', 'Equinix', 'Chicago-CH1', 'us-central1'],
  'ord-zone2-7': ['Equinix Chicago (CH1)', 'Chicago, IL', 'C_NORTH_AMERICA', 'Equinix', 'Chicago-CH1', 'us-central1'],
  'sjc-zone1-6': ['Equinix San Jose (SV1)', 'San Jose, CA', 'C_NORTH_AMERICA', 'Equinix', 'SanJose-SV1', 'us-west1'],
  'z2z-us-east4-zone1-lciadl-a': zakim('Ashburn, VA', 'us-east4'),
  'z2z-us-east4-zone1-lciadl-z': zakim('Ashburn, VA', 'us-east4'),
  'z2z-us-east4-zone1-nciadf-a': zakim('Ashburn, VA', 'us-east4'),
  'z2z-us-east4-zone1-pniada-a': zakim('Ashburn, VA', 'us-east4'),
  'z2z-us-west2-zone2-nclaxw-a': zakim('Los Angeles, CA', 'us-west2'),
  'z2z-us-west8-zone2-ncphxk-z': zakim('Phoenix, AZ', 'us-west4'),
};

/** Google's own, between which interconnects are tried. */
function zakim(city: string, region: string): Row {
  return ['Zakim-to-Zakim location', city, 'C_NORTH_AMERICA', 'Google', 'Google', region];
}

const zoneOf = (name: string): string => /-(zone\d)-/.exec(name)?.[1] ?? '';

function get(scope: string, name: string): InterconnectLocation | undefined {
  const row = Object.hasOwn(LOCATIONS, name) ? LOCATIONS[name] : undefined;
  if (row === undefined) return undefined;
  const [description, city, continent, facilityProvider, facilityProviderFacilityId, region] = row;
  return {
    kind: 'compute#interconnectLocation',
    id: String(1000 + (seedOf(name) % 100_000)),
    creationTimestamp: '1969-12-31T16:00:00.000-08:00',
    name,
    description,
    address: city,
    city,
    continent,
    availabilityZone: zoneOf(name),
    availableFeatures: ['IF_MACSEC'],
    availableLinkTypes: ['LINK_TYPE_ETHERNET_10G_LR', 'LINK_TYPE_ETHERNET_100G_LR'],
    facilityProvider,
    facilityProviderFacilityId,
    regionInfos: [
      {
        region: linkOf(`projects/${projectOf(scope)}/regions/${region}`),
        expectedRttMs: '1',
        locationPresence: 'LP_LOCAL_REGION',
      },
    ],
    status: 'AVAILABLE',
    selfLink: linkOf(`${scope}/interconnectLocations/${name}`),
  };
}

export const interconnectLocations: Collection = defineCollection({
  name: 'interconnectLocations',
  collections: ['interconnectLocations'],
  reading: { fixed: { names: () => Object.keys(LOCATIONS), get } },
});
