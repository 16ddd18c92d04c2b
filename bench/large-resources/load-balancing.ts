import type { LargeResource, Send } from './large-resource.ts';
import { address, BY_THE_FIELD, patches, range, REGION, ZONE } from './large-resource.ts';

function backendServiceOf(size: number, send: Send): void {
  const names = range(size, (index) => `g${index}`);
  for (const name of names) send('POST', `${ZONE}/instanceGroups`, { name });
  const backends = names.map((name) => ({ group: `zones/us-central1-a/instanceGroups/${name}` }));
  send('POST', '/global/backendServices', { name: 'b', healthChecks: ['global/healthChecks/hc'], backends });
}

const service = 'global/backendServices/b';

const urlMapOf = (matcher: object, send: Send): void => {
  send('POST', '/global/backendServices', { name: 'b', loadBalancingScheme: 'EXTERNAL_MANAGED' });
  send('POST', '/global/urlMaps', {
    name: 'u',
    defaultService: service,
    hostRules: [{ hosts: ['*'], pathMatcher: 'm' }],
    pathMatchers: [{ name: 'm', defaultService: service, ...matcher }],
  });
};

const POLICY = '/global/securityPolicies/s';
const armorRule = (priority: number): object => ({
  priority,
  action: 'deny(403)',
  match: { versionedExpr: 'SRC_IPS_V1', config: { srcIpRanges: [`${address(priority)}/32`] } },
});
const securityPolicyOf = (size: number, send: Send): void =>
  send('POST', '/global/securityPolicies', { name: 's', rules: range(size, (index) => armorRule(index + 10)) });

/** Backend services, URL maps, and what protects them. */
export const LOAD_BALANCING: readonly LargeResource[] = [
  {
    what: 'backend service, by backends: PATCH of timeoutSec',
    small: 1,
    large: 50,
    most: BY_THE_FIELD,
    make: backendServiceOf,
    change: patches('/global/backendServices/b', (round) => ({ timeoutSec: 1 + (round % 1000) })),
  },
  {
    what: 'security policy, by rules: PATCH of description',
    small: 1,
    large: 200,
    most: BY_THE_FIELD,
    make: securityPolicyOf,
    change: patches(POLICY),
  },
  {
    what: 'security policy, by rules: patchRule',
    small: 1,
    large: 200,
    most: BY_THE_FIELD,
    make: securityPolicyOf,
    change: (round) => [['POST', `${POLICY}/patchRule?priority=10`, { description: `d${round}` }]],
  },
  {
    what: 'security policy, by rules: addRule and removeRule',
    small: 1,
    large: 200,
    most: BY_THE_FIELD,
    make: securityPolicyOf,
    change: () => [
      ['POST', `${POLICY}/addRule`, armorRule(5)],
      ['POST', `${POLICY}/removeRule?priority=5`],
    ],
  },
  {
    what: 'URL map, by path rules: PATCH of description',
    small: 1,
    large: 1000,
    most: BY_THE_FIELD,
    make: (size, send) => urlMapOf({ pathRules: range(size, (index) => ({ paths: [`/${index}/*`], service })) }, send),
    change: patches('/global/urlMaps/u'),
  },
  {
    what: 'URL map, by route rules: PATCH of description',
    small: 1,
    large: 200,
    most: BY_THE_FIELD,
    make: (size, send) => {
      const routeRules = range(size, (priority) => ({
        priority,
        matchRules: [{ prefixMatch: `/${priority}` }],
        service,
      }));
      urlMapOf({ routeRules }, send);
    },
    change: patches('/global/urlMaps/u'),
  },
  {
    what: 'forwarding rule, by source ranges: PATCH of allowGlobalAccess',
    small: 1,
    large: 64,
    most: BY_THE_FIELD,
    make: (size, send) => {
      send('POST', `${REGION}/backendServices`, { name: 'b', loadBalancingScheme: 'EXTERNAL', protocol: 'TCP' });
      const rule = { IPProtocol: 'TCP', backendService: 'regions/us-central1/backendServices/b' };
      // What takes packets from some sources alone goes before one that takes the rest.
      send('POST', `${REGION}/forwardingRules`, { ...rule, name: 'p', portRange: '80' });
      const sourceIpRanges = range(size, (index) => `${address(index)}/32`);
      send('POST', `${REGION}/forwardingRules`, { ...rule, name: 'r', portRange: '81', sourceIpRanges });
    },
    change: patches(`${REGION}/forwardingRules/r`, (round) => ({ allowGlobalAccess: round % 2 === 0 })),
  },
  {
    what: 'health check, by backend services that use it: PATCH of checkIntervalSec',
    small: 1,
    large: 500,
    most: BY_THE_FIELD,
    make: (size, send) => {
      for (const name of range(size, (index) => `b${index}`))
        send('POST', '/global/backendServices', { name, healthChecks: ['global/healthChecks/hc'] });
    },
    change: patches('/global/healthChecks/hc', (round) => ({ checkIntervalSec: 6 + (round % 100) })),
  },
];
