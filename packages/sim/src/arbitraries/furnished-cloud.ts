import type { Need } from '../collections/examples.ts';
import { instanceNamed, ZONE } from '../collections/examples.ts';
import { exampleFiles } from '../collections/generated/examples.ts';
import { asObject, asString } from '../kernel/json.ts';
import type { Simulator } from '../simulator.ts';
import { createSimulator } from '../simulator.ts';
import { bodies } from './example-inserts.ts';

/** The project that there is everything in. */
export const PROJECT = 'p1';

const REGION = 'regions/us-central1';

/** Two of everything that a backend service stands on, called `a` and `b`, the first pair in use. */
const PAIRS: readonly Need[] = ['a', 'b'].flatMap((name): readonly Need[] => [
  [`${ZONE}/instances`, instanceNamed(name)],
  [`${ZONE}/instanceGroups`, { name, namedPorts: [{ name: 'http', port: 8080 }] }],
  ['global/healthChecks', { name, type: 'HTTP', httpHealthCheck: { port: 80 } }],
  ['global/httpHealthChecks', { name }],
]);

const SERVED: readonly Need[] = [
  [`${ZONE}/instanceGroups/a/addInstances`, { instances: [{ instance: `${ZONE}/instances/a` }] }],
  [
    'global/backendServices',
    { name: 'a', healthChecks: ['global/healthChecks/a'], backends: [{ group: `${ZONE}/instanceGroups/a` }] },
  ],
  ['global/backendServices', { name: 'b' }],
  ['global/networks', { name: 'a', autoCreateSubnetworks: false }],
  [`${REGION}/subnetworks`, { name: 'a', network: 'global/networks/a', ipCidrRange: '10.1.0.0/24' }],
];

/** What bodies refer to, in the order in which they are made. */
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

const needs = exampleFiles.flatMap((file) => file.needs ?? []);

let furnished: Simulator | undefined;

/**
 * A simulator with all that the resources of {@link resources} refer to, in project `p1`: each time a fork of one, so it takes no time
 * and what happens to it is nobody else's.
 */
export function furnishedCloud(): Simulator {
  furnished ??= furnish(createSimulator());
  return furnished.fork();
}

function furnish(simulator: Simulator): Simulator {
  for (const [path, body] of [...PAIRS, ...SERVED, ...DEPENDENCIES, ...needs]) {
    const place = path.startsWith('locations/') ? path : `projects/${PROJECT}/${path}`;
    const isVerb = /\/[a-z]\w*\/\w+\/add\w+$/.test(path);
    const url = `/compute/v1/${place}`;
    const started = simulator.handle({ method: 'POST', url, body: isVerb ? body : { name: 'a', ...body } });
    const operation = simulator.handle({ method: 'GET', url: asString(started.body?.['selfLink']) });
    if (started.status === 200 && operation.body?.['error'] === undefined) continue;
    throw new Error(
      `This is a bug of the simulator: ${path}: ${JSON.stringify(asObject((started.body ?? operation.body)?.['error']))}`,
    );
  }
  simulator.calls.clear();
  return simulator;
}
