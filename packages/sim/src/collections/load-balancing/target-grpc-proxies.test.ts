import { expect, test } from 'vitest';
import { asString } from '../../kernel/json.ts';
import { LINK } from '../../../test/machines.ts';
import { A, projectWithServices, URL_MAPS, withRouteRule } from '../../../test/url-maps.ts';

test('a gRPC proxy has a map, and a link by its id', () => {
  const project = projectWithServices();
  project.make('POST', URL_MAPS, { name: 'm', defaultService: A });
  expect(project.refusal('POST', 'global/targetGrpcProxies', { name: 'p', urlMap: `${URL_MAPS}/m` })).toContain(
    'The protocol of its backend services must be GRPC, not HTTP.',
  );
  project.make('PATCH', A, { protocol: 'GRPC' });
  const operation = project.finish('POST', 'global/targetGrpcProxies', { name: 'p', urlMap: `${URL_MAPS}/m` });
  expect(operation['operationType']).toBe('compute.targetGrpcProxies.insert');
  const proxy = project.get('global/targetGrpcProxies/p');
  expect(proxy).toEqual({
    kind: 'compute#targetGrpcProxy',
    id: expect.any(String),
    creationTimestamp: expect.any(String),
    name: 'p',
    fingerprint: expect.any(String),
    selfLink: `${LINK}global/targetGrpcProxies/p`,
    selfLinkWithId: `${LINK}global/targetGrpcProxies/${asString(proxy['id'])}`,
    urlMap: `${LINK}${URL_MAPS}/m`,
  });
  expect(project.refusal('DELETE', `${URL_MAPS}/m`)).toContain(
    "being used by 'projects/p1/global/targetGrpcProxies/p'",
  );
  expect(project.refusal('PATCH', 'global/targetGrpcProxies/p', { description: 'd' })).toBe(
    "400 Required field 'resource.fingerprint' not specified",
  );
  const { fingerprint } = proxy;
  const patch = project.finish('PATCH', 'global/targetGrpcProxies/p', { description: 'd', fingerprint });
  expect(patch['operationType']).toBe('compute.targetGrpcProxies.patch');
  expect(project.finish('DELETE', 'global/targetGrpcProxies/p')['operationType']).toBe(
    'compute.targetGrpcProxies.delete',
  );
});

test('what clients without a proxy do not support of a service keeps its map from a proxy that is for them', () => {
  const project = projectWithServices();
  project.make('PATCH', A, { protocol: 'GRPC', localityLbPolicy: 'LEAST_REQUEST' });
  project.make('POST', URL_MAPS, { name: 'm', defaultService: A });
  const proxy = { name: 'p', urlMap: `${URL_MAPS}/m`, validateForProxyless: true };
  expect(project.refusal('POST', 'global/targetGrpcProxies', proxy)).toContain('must not be LEAST_REQUEST');
  project.make('PATCH', A, { localityLbPolicy: 'RING_HASH', sessionAffinity: 'CLIENT_IP' });
  expect(project.refusal('POST', 'global/targetGrpcProxies', proxy)).toContain('must not be CLIENT_IP');
  project.make('PATCH', A, { sessionAffinity: 'NONE' });
  project.make('POST', 'global/targetGrpcProxies', proxy);
});

test('a map that matches how a request travels is none for clients without a proxy', () => {
  const project = projectWithServices();
  for (const name of ['a', 'b']) project.make('PATCH', `global/backendServices/${name}`, { protocol: 'GRPC' });
  const matching = (headerName: string): object =>
    withRouteRule({ matchRules: [{ prefixMatch: '/', headerMatches: [{ headerName, exactMatch: 'x' }] }] });
  project.make('POST', URL_MAPS, matching('User-Agent'));
  const proxy = { name: 'p', urlMap: `${URL_MAPS}/m`, validateForProxyless: true };
  expect(project.refusal('POST', 'global/targetGrpcProxies', proxy)).toContain('transport-level header User-Agent');
  project.make('POST', 'global/targetGrpcProxies', { ...proxy, name: 'q', validateForProxyless: false });
  project.make('PATCH', `${URL_MAPS}/m`, matching('x-user'));
  project.make('POST', 'global/targetGrpcProxies', proxy);
});
