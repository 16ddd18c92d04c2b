import type { Simulator } from '@gcepool/sim';

const ZONES = ['us-central1-a', 'us-central1-b'] as const;

/** Sends a request that must be accepted, and lets what it starts end. */
export function make(simulator: Simulator, path: string, body: object, method = 'POST'): void {
  const headers = { 'x-gcepool-user': 'ann@example.com' };
  const answer = simulator.handle({ method, url: `/compute/v1/projects/shop/${path}`, headers, body });
  if (answer.status !== 200) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
  simulator.clock.runUntilIdle();
}

/** A shop behind one load balancer: two services of two groups each, and a redirect. */
export function openShop(simulator: Simulator): void {
  make(simulator, 'global/healthChecks', { name: 'alive', type: 'HTTP', httpHealthCheck: { port: 8080 } });
  for (const [name, counts] of [
    ['web', [3, 24]],
    ['cart', [2, 4]],
  ] as const) {
    for (const [index, zone] of ZONES.entries()) makeGroup(simulator, name, zone, counts[index] ?? 0);
    make(simulator, 'global/backendServices', {
      name,
      portName: 'http',
      loadBalancingScheme: 'EXTERNAL_MANAGED',
      healthChecks: ['global/healthChecks/alive'],
      backends: ZONES.map((zone) => ({ group: `zones/${zone}/instanceGroups/${name}` })),
    });
  }
  make(simulator, 'global/urlMaps', {
    name: 'shop',
    defaultService: 'global/backendServices/web',
    hostRules: [{ hosts: ['shop.example'], pathMatcher: 'shop' }],
    pathMatchers: [
      {
        name: 'shop',
        defaultService: 'global/backendServices/web',
        pathRules: [{ paths: ['/cart', '/cart/*'], service: 'global/backendServices/cart' }],
      },
    ],
  });
  make(simulator, 'global/targetHttpProxies', { name: 'shop', urlMap: 'global/urlMaps/shop' });
  make(simulator, 'global/forwardingRules', {
    name: 'shop-http',
    target: 'global/targetHttpProxies/shop',
    portRange: '80',
    loadBalancingScheme: 'EXTERNAL_MANAGED',
  });
  simulator.health.set({ instance: `projects/shop/zones/${ZONES[0]}/instances/web-a-0`, behaviour: 'down' });
  simulator.clock.advance(60_000);
}

function makeGroup(simulator: Simulator, service: string, zone: string, size: number): void {
  const names = Array.from({ length: size }, (_, index) => `${service}-${zone.at(-1)}-${index}`);
  for (const name of names) {
    make(simulator, `zones/${zone}/instances`, {
      name,
      machineType: `zones/${zone}/machineTypes/e2-small`,
      disks: [
        { boot: true, initializeParams: { sourceImage: 'projects/debian-cloud/global/images/family/debian-12' } },
      ],
      networkInterfaces: [{ network: 'global/networks/default' }],
    });
  }
  make(simulator, `zones/${zone}/instanceGroups`, { name: service, namedPorts: [{ name: 'http', port: 8080 }] });
  make(simulator, `zones/${zone}/instanceGroups/${service}/addInstances`, {
    instances: names.map((name) => ({ instance: `zones/${zone}/instances/${name}` })),
  });
}
