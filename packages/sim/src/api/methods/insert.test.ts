import { describe, expect, test } from 'vitest';
import { projectIn, testProject } from '../../../test/test-project.ts';

describe('what the service makes', () => {
  test('is not taken from the body', () => {
    const project = testProject();
    project.make('POST', 'regions/us-central1/healthChecks', {
      name: 'h',
      type: 'TCP',
      id: '1',
      kind: 'x',
      region: 'regions/nowhere',
      selfLink: 'x',
      creationTimestamp: 'x',
    });
    expect(project.get('regions/us-central1/healthChecks/h')).toMatchObject({
      id: expect.stringMatching(/^\d{19}$/),
      kind: 'compute#healthCheck',
      region: 'https://www.googleapis.com/compute/v1/projects/p1/regions/us-central1',
      selfLink: 'https://www.googleapis.com/compute/v1/projects/p1/regions/us-central1/healthChecks/h',
      creationTimestamp: expect.stringMatching(/^2026-/),
    });
  });

  test('an id is new for each incarnation of a name', () => {
    const project = testProject();
    const ids = [1, 2].map(() => {
      project.make('POST', 'global/healthChecks', { name: 'h', type: 'TCP' });
      const { id } = project.get('global/healthChecks/h');
      project.make('DELETE', 'global/healthChecks/h');
      return id;
    });
    expect(ids[0]).not.toBe(ids[1]);
  });
});

describe('a name', () => {
  test('is taken once in its scope', () => {
    const project = testProject();
    const body = { name: 'h', type: 'TCP' };
    for (const scope of ['global', 'regions/us-central1', 'regions/us-east1']) {
      project.make('POST', `${scope}/healthChecks`, body);
      expect(project.refused('POST', `${scope}/healthChecks`, body)).toEqual({
        status: 409,
        reason: 'alreadyExists',
        message: `The resource 'projects/p1/${scope}/healthChecks/h' already exists`,
      });
    }
    projectIn(project.simulator, 'p2').make('POST', 'global/healthChecks', body);
  });

  test.each([undefined, '', 'Bad_Name', '-', 'a'.repeat(64), 7])('%j is none', (name) => {
    expect(testProject().refused('POST', 'global/healthChecks', { name, type: 'TCP' }).status).toBe(400);
  });
});

test('a resource under another one needs that', () => {
  const project = testProject();
  const groups = 'global/crossSiteNetworks/c/wireGroups';
  expect(project.refused('POST', groups, { name: 'w' })).toMatchObject({
    status: 404,
    message: "The resource 'projects/p1/global/crossSiteNetworks/c' was not found",
  });
  for (const name of ['c', 'd']) project.make('POST', 'global/crossSiteNetworks', { name });
  project.make('POST', groups, { name: 'w' });
  expect(project.get(`${groups}/w`)['selfLink']).toBe(`https://www.googleapis.com/compute/v1/projects/p1/${groups}/w`);
  expect(project.names(groups)).toEqual(['w']);
  expect(project.names('global/crossSiteNetworks/d/wireGroups')).toEqual([]);
  // One of that name elsewhere is another one.
  project.make('POST', 'global/crossSiteNetworks/d/wireGroups', { name: 'w' });
  expect(project.names('global/crossSiteNetworks')).toEqual(['c', 'd']);
});

test.each(['tlsSettings', 'connectionTrackingPolicy', 'strongSessionAffinityCookie'])(
  'an empty %s is as good as none, for the rules too',
  (field) => {
    const project = testProject();
    project.make('POST', 'global/backendServices', { name: 'b', [field]: {} });
    expect(project.get('global/backendServices/b')).not.toHaveProperty(field);
  },
);
