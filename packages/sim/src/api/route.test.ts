import type { Method } from '@gcepool/api';
import { apiVersions, modelOf } from '@gcepool/api';
import { describe, expect, test } from 'vitest';
import type { Route } from './route.ts';
import { templateOf } from './route.ts';
import { routesOf } from './routes.ts';
import { placeOf } from './request.ts';

const VALUES: Readonly<Record<string, string>> = { project: 'p', zone: 'Z', region: 'R' };
/** The segments of a method's path with a value in each placeholder. */
const sampleOf = (method: Method): readonly string[] =>
  templateOf(method).map((segment) => segment.replace(/^\{(\w+)\}$/, (_, name: string) => VALUES[name] ?? 'x'));

const place = (route: Route): ReturnType<typeof placeOf> & { segment: string } => ({
  ...placeOf(route, sampleOf(route.method)),
  segment: route.segment,
});

const v1 = routesOf('v1');

const routeOf = (id: string): Route => {
  const route = routesOf('alpha').all.find(({ method }) => method.id === id);
  if (route === undefined) throw new Error(`No method ${id}`);
  return route;
};

const namesOf = ({ parameterAt, method }: Route): string =>
  `${method.id} ${parameterAt
    .filter((name) => name !== undefined)
    .toSorted()
    .join()}`;
const declared = ({ method }: Route): string =>
  `${method.id} ${Object.keys(method.parameters)
    .filter((name) => method.parameters[name]?.location === 'path')
    .toSorted()
    .join()}`;

describe('the router', () => {
  test.each(apiVersions)('finds every method of %s by a path of its own', (version) => {
    const routes = routesOf(version);
    expect(routes.all).toHaveLength(modelOf(version).methods.length);
    const lost = routes.all.filter(({ method }) => {
      const found = routes.find(method.httpMethod, sampleOf(method));
      return typeof found !== 'object' || found.method !== method;
    });
    expect(lost.map(({ method }) => method.id)).toEqual([]);
  });

  test.each(apiVersions)('says which placeholder of %s stands where', (version) => {
    expect(routesOf(version).all.map(namesOf)).toEqual(routesOf(version).all.map(declared));
  });

  test.each([
    // A literal wins over a placeholder, at any depth.
    ['GET', 'projects/p/global/backendServices/listUsable', 'backendServices.listUsable'],
    ['GET', 'projects/p/global/backendServices/listed', 'backendServices.get'],
    ['GET', 'projects/p/aggregated/subnetworks/listUsable', 'subnetworks.listUsable'],
    ['GET', 'projects/p/global/images/family/debian', 'images.getFromFamily'],
    ['POST', 'projects/p/zones/Z/instances/bulkInsert', 'instances.bulkInsert'],
    ['GET', 'projects/p/zones/Z/instances/hosts', 'instances.get'],
    ['GET', 'projects/p/zones/Z/anything/hosts', 'hosts.list'],
    ['POST', 'projects/p/targetHttpProxies/x/setUrlMap', 'targetHttpProxies.setUrlMap'],
    ['GET', 'locations/global/operations/x', 'globalOrganizationOperations.get'],
  ])('%s %s is %s', (verb, path, id) => {
    const route = v1.find(verb, path.split('/'));
    expect(typeof route === 'object' ? route.method.id : route).toBe(id);
  });

  test.each([
    ['PUT', 'projects/p/global/networks', 'verb'],
    ['HEAD', 'projects/p/global/networks/x', 'verb'],
    ['get', 'projects/p/global/networks/x', 'verb'],
    ['GET', 'projects/p/global/nothing/x', undefined],
    ['GET', 'projects/p/global', undefined],
    ['GET', 'projects/p/global/networks/', undefined],
    ['GET', 'projects//global/networks', undefined],
    ['GET', '', undefined],
    ['GET', '__proto__/constructor', undefined],
  ])('%s %s is no method: %s', (verb, path, expected) => {
    expect(v1.find(verb, path.split('/'))).toBe(expected);
  });
});

describe('where a resource is kept', () => {
  const zone = 'projects/p/zones/Z';
  // One of each shape that a path can have.
  test.each([
    ['backendServices.list', 'projects/p/global', 'projects/p/global/backendServices', ''],
    ['backendServices.insert', 'projects/p/global', 'projects/p/global/backendServices', ''],
    [
      'backendServices.get',
      'projects/p/global',
      'projects/p/global/backendServices',
      'projects/p/global/backendServices/x',
    ],
    [
      'backendServices.getHealth',
      'projects/p/global',
      'projects/p/global/backendServices',
      'projects/p/global/backendServices/x',
    ],
    ['backendServices.aggregatedList', 'projects/p/aggregated', 'projects/p/aggregated/backendServices', ''],
    ['backendServices.listUsable', 'projects/p/global', 'projects/p/global/backendServices', ''],
    ['subnetworks.listUsable', 'projects/p/aggregated', 'projects/p/aggregated/subnetworks', ''],
    [
      'regionBackendServices.patch',
      'projects/p/regions/R',
      'projects/p/regions/R/backendServices',
      'projects/p/regions/R/backendServices/x',
    ],
    ['instances.get', zone, `${zone}/instances`, `${zone}/instances/x`],
    ['instances.setTags', zone, `${zone}/instances`, `${zone}/instances/x`],
    ['instances.bulkInsert', zone, `${zone}/instances`, ''],
    ['autoscalers.patch', zone, `${zone}/autoscalers`, ''],
    [
      'targetHttpProxies.setUrlMap',
      'projects/p/global',
      'projects/p/global/targetHttpProxies',
      'projects/p/global/targetHttpProxies/x',
    ],
    ['projects.get', 'projects/p', 'projects', 'projects/p'],
    ['projects.moveDisk', 'projects/p', 'projects', 'projects/p'],
    ['zones.list', 'projects/p', 'projects/p/zones', ''],
    ['zones.get', 'projects/p', 'projects/p/zones', 'projects/p/zones/Z'],
    ['regions.list', 'projects/p', 'projects/p/regions', ''],
    ['regions.get', 'projects/p', 'projects/p/regions', 'projects/p/regions/R'],
    [
      'images.getFromFamily',
      'projects/p/global',
      'projects/p/global/images/family',
      'projects/p/global/images/family/x',
    ],
    ['wireGroups.insert', 'projects/p/global', 'projects/p/global/crossSiteNetworks/x/wireGroups', ''],
    [
      'wireGroups.get',
      'projects/p/global',
      'projects/p/global/crossSiteNetworks/x/wireGroups',
      'projects/p/global/crossSiteNetworks/x/wireGroups/x',
    ],
    ['reservationBlocks.list', zone, `${zone}/reservations/x/reservationBlocks`, ''],
    [
      'reservationSubBlocks.getVersion',
      zone,
      `${zone}/reservations/x/reservationBlocks/x/reservationSubBlocks`,
      `${zone}/reservations/x/reservationBlocks/x/reservationSubBlocks/x`,
    ],
    ['hosts.list', zone, `${zone}/x/hosts`, ''],
    ['hosts.get', zone, `${zone}/x/hosts`, `${zone}/x/hosts/x`],
    ['globalOperations.wait', 'projects/p/global', 'projects/p/global/operations', 'projects/p/global/operations/x'],
    ['firewallPolicies.insert', 'locations/global', 'locations/global/firewallPolicies', ''],
    [
      'firewallPolicies.get',
      'locations/global',
      'locations/global/firewallPolicies',
      'locations/global/firewallPolicies/x',
    ],
    ['firewallPolicies.listAssociations', 'locations/global', 'locations/global/firewallPolicies', ''],
    ['globalOrganizationOperations.list', 'locations/global', 'locations/global/operations', ''],
    [
      'organizationRolloutPlans.get',
      'organizations/x/global',
      'organizations/x/global/rolloutPlans',
      'organizations/x/global/rolloutPlans/x',
    ],
    ['folderZoneVmExtensionPolicies.insert', 'folders/x/zones/Z', 'folders/x/zones/Z/vmExtensionPolicies', ''],
    [
      'addresses.updatePublicPtr',
      'projects/p/regions/R',
      'projects/p/regions/R/addresses',
      'projects/p/regions/R/addresses/x',
    ],
  ])('%s: scope %s', (id, scope, parent, path) => {
    expect(place(routeOf(id))).toMatchObject({ scope, parent, path });
  });

  test.each(apiVersions)('all methods of a collection of %s agree on it', (version) => {
    // Where the collection's own path says something else than its other methods.
    const isApart = (id: string): boolean =>
      id === 'images.getFromFamily' || /\.(?:get|list)VmExtension(?:State)?s?$/.test(id);
    const parents = new Map<string, Set<string>>();
    const odd: string[] = [];
    for (const route of routesOf(version).all) {
      const { id, collection, name } = route.method;
      if (name === 'aggregatedList' || name === 'listUsable' || isApart(id)) continue;
      const { parent, path, scope, segment, project } = place(route);
      // What there is one of in every scope, such as settings, has no name and no collection to be in.
      if (path === `${scope}/${segment}`) continue;
      const isInScope = parent.startsWith(scope) || path === scope;
      const isInParent = path === '' || path.slice(0, path.lastIndexOf('/')) === parent;
      const isNamedByCollection = parent.slice(parent.lastIndexOf('/') + 1) === segment;
      const isInProject = project === (scope.startsWith('projects/') ? 'p' : '');
      if (!isInScope || !isInParent || !isNamedByCollection || !isInProject) odd.push(id);
      parents.set(collection, (parents.get(collection) ?? new Set()).add(parent));
    }
    expect(odd).toEqual([]);
    const divided = [...parents]
      .filter(([, places]) => places.size > 1)
      .map(([collection, [...places]]) => [collection, ...places]);
    expect(divided).toEqual([]);
  });

  test.each(apiVersions)(
    'in %s the path of a resource is a part of the URL, but for the "global" that three methods leave out',
    (version) => {
      const lacking = routesOf(version).all.filter((route) => {
        const { path } = place(route);
        return path !== '' && !sampleOf(route.method).join('/').startsWith(path);
      });
      expect(lacking.map(({ method }) => method.id)).toEqual([
        'targetHttpProxies.setUrlMap',
        'targetHttpsProxies.setSslCertificates',
        'targetHttpsProxies.setUrlMap',
      ]);
      expect(routesOf(version).all.filter(({ lacksGlobal }) => lacksGlobal)).toEqual(lacking);
    },
  );

  test.each(apiVersions)('an operation of %s has a place for its target', (version) => {
    // Every method that makes an operation is about a resource, or about a whole collection.
    const kinds = {
      zone: /^projects\/p\/zones\//,
      region: /^projects\/p\/regions\//,
      organization: /^(?:locations|organizations)\//,
      organizationZone: /^organizations\/x\/zones\//,
      folder: /^folders\/x\/global$/,
      folderZone: /^folders\/x\/zones\//,
      global: /^projects\/p(?:\/|$)/,
    };
    const astray = routesOf(version).all.filter((route) => {
      const kind = route.method.operationScope;
      return kind !== undefined && !kinds[kind].test(place(route).scope);
    });
    expect(astray).toEqual([]);
  });
});

test('the kinds of scope a collection lives in', () => {
  expect([...v1.scopeKindsOf('backendServices')].toSorted()).toEqual(['global', 'regions']);
  expect([...v1.scopeKindsOf('instances')]).toEqual(['zones']);
  expect([...v1.scopeKindsOf('networkEndpointGroups')].toSorted()).toEqual(['global', 'regions', 'zones']);
  expect([...v1.scopeKindsOf('operations')].toSorted()).toEqual(['global', 'regions', 'zones']);
  expect([...v1.scopeKindsOf('nothing')]).toEqual([]);
});

test('the schema of what a collection holds', () => {
  expect(v1.schemaOfSegment('backendServices')).toBe('BackendService');
  expect(v1.schemaOfSegment('instanceGroups')).toBe('InstanceGroup');
  expect(v1.schemaOfSegment('operations')).toBe('Operation');
  expect(v1.schemaOfSegment('nothing')).toBeUndefined();
});
