import type { Method } from '@gcepool/api';
import { methods } from '@gcepool/api';
import { describe, expect, test } from 'vitest';
import type { Route } from './route.ts';
import { allRoutes, findRoute, schemaOfSegment, scopeKindsOf } from './route.ts';
import { placeOf } from './request.ts';

const VALUES: Readonly<Record<string, string>> = { project: 'p', zone: 'Z', region: 'R' };
/** The segments of a method's path with a value in each placeholder. */
const sampleOf = (method: Method): readonly string[] =>
  method.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => VALUES[name] ?? 'x').split('/');

const place = (route: Route): ReturnType<typeof placeOf> & { segment: string } => ({
  ...placeOf(route, sampleOf(route.method)),
  segment: route.segment,
});

const routeOf = (id: string): Route => {
  const route = allRoutes().find(({ method }) => method.id === id);
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
  test('finds every method of the API by a path of its own', () => {
    expect(allRoutes()).toHaveLength(methods.length);
    const lost = allRoutes().filter((route) => findRoute(route.method.httpMethod, sampleOf(route.method)) !== route);
    expect(lost.map(({ method }) => method.id)).toEqual([]);
  });

  test('says which placeholder stands where', () => {
    expect(allRoutes().map(namesOf)).toEqual(allRoutes().map(declared));
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
    const route = findRoute(verb, path.split('/'));
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
    expect(findRoute(verb, path.split('/'))).toBe(expected);
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
  ])('%s: scope %s', (id, scope, parent, path) => {
    expect(place(routeOf(id))).toMatchObject({ scope, parent, path });
  });

  test('all methods of a collection agree on it', () => {
    // Where the collection's own path says something else than its other methods.
    const apart = new Set(['images.getFromFamily']);
    const parents = new Map<string, Set<string>>();
    const odd: string[] = [];
    for (const route of allRoutes()) {
      const { id, collection, name } = route.method;
      if (name === 'aggregatedList' || name === 'listUsable' || apart.has(id)) continue;
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

  test('the path of a resource is a part of the URL, but for the "global" that three methods leave out', () => {
    const lacking = allRoutes().filter((route) => {
      const { path } = place(route);
      return path !== '' && !sampleOf(route.method).join('/').startsWith(path);
    });
    expect(lacking.map(({ method }) => method.id)).toEqual([
      'targetHttpProxies.setUrlMap',
      'targetHttpsProxies.setSslCertificates',
      'targetHttpsProxies.setUrlMap',
    ]);
    expect(allRoutes().filter(({ lacksGlobal }) => lacksGlobal)).toEqual(lacking);
  });

  test('an operation has a place for its target', () => {
    // Every method that makes an operation is about a resource, or about a whole collection.
    const kinds = {
      zone: `projects/p/zones/`,
      region: 'projects/p/regions/',
      organization: 'locations/',
      organizationZone: 'organizations/',
      folder: 'folders/',
      folderZone: 'folders/',
      global: 'projects/p',
    };
    const astray = allRoutes().filter((route) => {
      const kind = route.method.operationScope;
      return kind !== undefined && !place(route).scope.startsWith(kinds[kind]);
    });
    expect(astray).toEqual([]);
  });
});

test('the kinds of scope a collection lives in', () => {
  expect([...scopeKindsOf('backendServices')].toSorted()).toEqual(['global', 'regions']);
  expect([...scopeKindsOf('instances')]).toEqual(['zones']);
  expect([...scopeKindsOf('networkEndpointGroups')].toSorted()).toEqual(['global', 'regions', 'zones']);
  expect([...scopeKindsOf('operations')].toSorted()).toEqual(['global', 'regions', 'zones']);
  expect([...scopeKindsOf('nothing')]).toEqual([]);
});

test('the schema of what a collection holds', () => {
  expect(schemaOfSegment('backendServices')).toBe('BackendService');
  expect(schemaOfSegment('instanceGroups')).toBe('InstanceGroup');
  expect(schemaOfSegment('operations')).toBe('Operation');
  expect(schemaOfSegment('nothing')).toBeUndefined();
});
