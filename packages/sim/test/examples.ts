import { readdirSync } from 'node:fs';
import { ZONE } from './populated-project.ts';
import type { TestProject } from './test-project.ts';

/** Bodies of inserts that name nothing, by the API's name of the collection. */
export type Examples = Readonly<Record<string, object>>;

/** Where a resource is made, and of what. */
type Need = readonly [path: string, body: object | undefined];

/** What an `<its name>.example.ts` beside a collection's rules may hold. */
interface ExampleFile {
  /** Besides a name, what an insert cannot do without. */
  readonly bodies: Examples;
  /** What the query of an insert cannot do without. */
  readonly queries?: Readonly<Record<string, string>>;
  /** What the bodies refer to, besides what there is for all: made under the name `a` unless the body names it. */
  readonly needs?: readonly Need[];
}

const folder = new URL('../src/collections/', import.meta.url);
const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.example.ts'));
const files: readonly ExampleFile[] = await Promise.all(
  // What the files export is what the interface says: they are checked against it where they are written.
  paths.toSorted().map((path) => import(new URL(path, folder).href) as Promise<ExampleFile>),
);

/** Besides a name, what an insert into a collection cannot do without. */
export const bodies: Examples = Object.assign({}, ...files.map((file) => file.bodies)) as Examples;

/** What the query of an insert cannot do without. */
export const queries: Readonly<Record<string, string>> = Object.assign(
  {},
  ...files.map((file) => file.queries),
) as Readonly<Record<string, string>>;

const needs = files.flatMap((file) => file.needs ?? []);

const REGION = 'regions/us-central1';

/** What the resources above refer to, in the order in which they are made, besides what a populated project has. */
const DEPENDENCIES: readonly Need[] = [
  [`${REGION}/disks`, {}],
  ['global/instanceTemplates', bodies['instanceTemplates']],
  [`${ZONE}/instanceGroupManagers`, bodies['instanceGroupManagers']],
  [`${REGION}/instanceGroupManagers`, bodies['regionInstanceGroupManagers']],
  [`${REGION}/nodeTemplates`, bodies['nodeTemplates']],
  [
    'global/publicAdvertisedPrefixes',
    { ...bodies['publicAdvertisedPrefixes'], ipCidrRange: '203.0.113.0/24', dnsVerificationIp: '203.0.113.1' },
  ],
  ['global/sslCertificates', bodies['sslCertificates']],
  [`${REGION}/sslCertificates`, bodies['regionSslCertificates']],
  [`${REGION}/healthChecks`, bodies['regionHealthChecks']],
  [
    `${REGION}/backendServices`,
    { loadBalancingScheme: 'INTERNAL_MANAGED', healthChecks: [`${REGION}/healthChecks/a`] },
  ],
  [
    `${REGION}/backendServices`,
    { name: 'l4', loadBalancingScheme: 'INTERNAL', healthChecks: [`${REGION}/healthChecks/a`] },
  ],
  [`${REGION}/backendServices`, { name: 'tcp', protocol: 'TCP', loadBalancingScheme: 'INTERNAL_MANAGED' }],
  ['global/backendServices', { name: 'tcp', protocol: 'TCP', healthChecks: ['global/healthChecks/a'] }],
  ['global/backendServices', { name: 'ssl', protocol: 'SSL', healthChecks: ['global/healthChecks/a'] }],
  ['global/urlMaps', bodies['urlMaps']],
  [`${REGION}/urlMaps`, bodies['regionUrlMaps']],
  ['global/targetHttpProxies', bodies['targetHttpProxies']],
  [`${REGION}/forwardingRules`, bodies['forwardingRules']],
  [`${REGION}/forwardingRules`, { ...bodies['forwardingRules'], name: 'collector', isMirroringCollector: true }],
  [
    `${REGION}/subnetworks`,
    { name: 'psc', network: 'global/networks/default', purpose: 'PRIVATE_SERVICE_CONNECT', ipCidrRange: '10.8.0.0/24' },
  ],
  [`${REGION}/targetVpnGateways`, bodies['targetVpnGateways']],
  ['global/crossSiteNetworks', {}],
];

export function makeDependencies(project: TestProject): void {
  for (const [path, body] of [...DEPENDENCIES, ...needs]) project.make('POST', path, { name: 'a', ...body });
}
