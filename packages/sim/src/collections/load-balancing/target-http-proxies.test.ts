import { describe, expect, test } from 'vitest';
import { LINK } from '../../../test/machines.ts';
import type { TestProject } from '../../../test/test-project.ts';
import { testProject } from '../../../test/test-project.ts';

const REGION = 'regions/us-east1';
const SCOPES = [
  { scope: 'global', loadBalancingScheme: 'EXTERNAL_MANAGED' },
  { scope: REGION, loadBalancingScheme: 'INTERNAL_MANAGED' },
];

function projectWithMaps(): TestProject {
  const project = testProject();
  for (const { scope, loadBalancingScheme } of SCOPES) {
    project.make('POST', `${scope}/backendServices`, { name: 'b', loadBalancingScheme });
    for (const name of ['m', 'n'])
      project.make('POST', `${scope}/urlMaps`, { name, defaultService: `${scope}/backendServices/b` });
  }
  return project;
}

describe.each(SCOPES)('an HTTP proxy, $scope', ({ scope }) => {
  const PROXIES = `${scope}/targetHttpProxies`;

  test('has no defaults', () => {
    const project = projectWithMaps();
    project.make('POST', PROXIES, { name: 'p', urlMap: `${scope}/urlMaps/m` });
    expect(project.get(`${PROXIES}/p`)).toEqual({
      kind: 'compute#targetHttpProxy',
      id: expect.any(String),
      creationTimestamp: expect.any(String),
      name: 'p',
      fingerprint: expect.any(String),
      urlMap: `${LINK}${scope}/urlMaps/m`,
      selfLink: `${LINK}${PROXIES}/p`,
      ...(scope === 'global' ? {} : { region: LINK + scope }),
    });
  });

  test('moves to another map, and leaves the first one free', () => {
    const project = projectWithMaps();
    project.make('POST', PROXIES, { name: 'p', urlMap: `${scope}/urlMaps/m` });
    expect(project.refusal('DELETE', `${scope}/urlMaps/m`)).toBe(
      `400 The url_map resource 'projects/p1/${scope}/urlMaps/m' is already being used by 'projects/p1/${PROXIES}/p'`,
    );
    // The verb has a path of its own.
    const verb = `${scope === 'global' ? '' : `${scope}/`}targetHttpProxies/p/setUrlMap`;
    expect(project.finish('POST', verb, { urlMap: `${scope}/urlMaps/n` })['operationType']).toBe('SetUrlMap');
    expect(project.get(`${PROXIES}/p`)['urlMap']).toBe(`${LINK}${scope}/urlMaps/n`);
    project.make('DELETE', `${scope}/urlMaps/m`);
    expect(project.refusal('POST', verb, {})).toBe("400 Required field 'resource.urlMap' not specified");
    expect(project.refusal('POST', verb, { urlMap: `${scope}/urlMaps/m` })).toMatch(/^404 /);
  });

  test('needs a map of its own scope', () => {
    const project = projectWithMaps();
    const elsewhere = scope === 'global' ? REGION : 'global';
    expect(project.refusal('POST', PROXIES, { name: 'p' })).toBe("400 Required field 'resource.urlMap' not specified");
    expect(project.refusal('POST', PROXIES, { name: 'p', urlMap: `${elsewhere}/urlMaps/m` })).toContain(
      `The resource must be in scope '${scope}'.`,
    );
  });

  test.each([4, 1201])('keeps no connection alive for %s seconds', (httpKeepAliveTimeoutSec) => {
    const body = { name: 'p', urlMap: `${scope}/urlMaps/m`, httpKeepAliveTimeoutSec };
    expect(projectWithMaps().refusal('POST', PROXIES, body)).toContain("'resource.httpKeepAliveTimeoutSec'");
  });
});

test('a patch names the version that it changes', () => {
  const project = projectWithMaps();
  project.make('POST', 'global/targetHttpProxies', { name: 'p', urlMap: 'global/urlMaps/m' });
  const { fingerprint } = project.get('global/targetHttpProxies/p');
  const change = { urlMap: 'global/urlMaps/n' };
  expect(project.refusal('PATCH', 'global/targetHttpProxies/p', change)).toBe(
    "400 Required field 'resource.fingerprint' not specified",
  );
  project.make('PATCH', 'global/targetHttpProxies/p', { ...change, fingerprint });
  expect(project.refused('PATCH', 'global/targetHttpProxies/p', { ...change, fingerprint }).status).toBe(412);
});
