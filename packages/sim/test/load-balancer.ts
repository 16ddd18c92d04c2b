import type { TestProject } from './test-project.ts';
import { testProject } from './test-project.ts';

export const REGION = 'regions/us-east1';

/** A project with what forwarding rules are for: each target is called `t`, and each backend service after its scheme. */
export function projectWithTargets(): TestProject {
  const project = testProject();
  project.make('POST', 'global/backendServices', { name: 'classic' });
  project.make('POST', 'global/backendServices', { name: 'managed', loadBalancingScheme: 'EXTERNAL_MANAGED' });
  project.make('POST', 'global/backendServices', { name: 'mesh', loadBalancingScheme: 'INTERNAL_SELF_MANAGED' });
  project.make('POST', 'global/backendServices', { name: 'tcp', protocol: 'TCP' });
  for (const name of ['classic', 'managed', 'mesh']) {
    project.make('POST', 'global/urlMaps', { name, defaultService: `global/backendServices/${name}` });
    project.make('POST', 'global/targetHttpProxies', { name, urlMap: `global/urlMaps/${name}` });
  }
  project.make('POST', 'global/targetTcpProxies', { name: 't', service: 'global/backendServices/tcp' });
  const services = `${REGION}/backendServices`;
  project.make('POST', services, { name: 'internal', loadBalancingScheme: 'INTERNAL' });
  project.make('POST', services, { name: 'external', loadBalancingScheme: 'EXTERNAL', protocol: 'TCP' });
  project.make('POST', services, { name: 'managed', loadBalancingScheme: 'INTERNAL_MANAGED' });
  project.make('POST', `${REGION}/urlMaps`, { name: 't', defaultService: `${services}/managed` });
  project.make('POST', `${REGION}/targetHttpProxies`, { name: 't', urlMap: `${REGION}/urlMaps/t` });
  project.make('POST', `${REGION}/targetPools`, { name: 't' });
  return project;
}

/** Forwarding rules with a minimum of fields, for the targets above. */
export const RULES = {
  classic: { name: 'r', target: 'global/targetHttpProxies/classic', portRange: '80' },
  managed: {
    name: 'r',
    loadBalancingScheme: 'EXTERNAL_MANAGED',
    target: 'global/targetHttpProxies/managed',
    portRange: '80',
  },
  mesh: {
    name: 'r',
    loadBalancingScheme: 'INTERNAL_SELF_MANAGED',
    target: 'global/targetHttpProxies/mesh',
    portRange: '80',
  },
  internal: {
    name: 'r',
    loadBalancingScheme: 'INTERNAL',
    backendService: `${REGION}/backendServices/internal`,
    ports: ['80'],
  },
  external: {
    name: 'r',
    loadBalancingScheme: 'EXTERNAL',
    backendService: `${REGION}/backendServices/external`,
    portRange: '80-90',
  },
  pool: { name: 'r', target: `${REGION}/targetPools/t` },
  internalManaged: {
    name: 'r',
    loadBalancingScheme: 'INTERNAL_MANAGED',
    target: `${REGION}/targetHttpProxies/t`,
    portRange: '80',
  },
} as const;

/** A subnetwork for the proxies of a region's managed load balancers. */
export function withProxySubnetwork(project: TestProject): TestProject {
  project.make('POST', `${REGION}/subnetworks`, {
    name: 'proxies',
    network: 'global/networks/default',
    ipCidrRange: '10.5.0.0/24',
    purpose: 'REGIONAL_MANAGED_PROXY',
    role: 'ACTIVE',
  });
  return project;
}
