import { describe, expect, test } from 'vitest';
import { instanceNamed, populatedProject, ZONE } from '../../../test/populated-project.ts';
import { testProject } from '../../../test/test-project.ts';

describe('a resource in use', () => {
  test('is not deleted, and one of its users is named', () => {
    const project = populatedProject();
    project.make('PATCH', 'global/backendServices/b', { healthChecks: ['global/healthChecks/a'] });
    expect(project.refused('DELETE', 'global/healthChecks/a')).toEqual({
      status: 400,
      reason: 'resourceInUseByAnotherResource',
      message:
        "The health_check resource 'projects/p1/global/healthChecks/a' is already being used by 'projects/p1/global/backendServices/a'",
    });
    project.make('DELETE', 'global/backendServices/a');
    expect(project.refused('DELETE', 'global/healthChecks/a').message).toContain(
      "'projects/p1/global/backendServices/b'",
    );
    project.make('DELETE', 'global/backendServices/b');
    project.make('DELETE', 'global/healthChecks/a');
  });

  test('that is a network fails its operation instead, and nothing is gone', () => {
    const project = testProject();
    project.make('POST', `${ZONE}/instances`, instanceNamed('i'));
    // Before the instance in order come users that would go with the network: its subnetworks.
    const operation = project.finish('DELETE', 'global/networks/default');
    expect(operation).toMatchObject({
      status: 'DONE',
      operationType: 'delete',
      httpErrorStatusCode: 400,
      httpErrorMessage: 'BAD REQUEST',
      error: {
        errors: [
          {
            code: 'RESOURCE_IN_USE_BY_ANOTHER_RESOURCE',
            message: expect.stringContaining(
              "The network resource 'projects/p1/global/networks/default' is already being used by 'projects/p1/",
            ),
          },
        ],
      },
    });
    expect(project.get('global/networks/default')['subnetworks']).toHaveLength(project.names('regions').length);
    expect(project.get('regions/europe-west1/subnetworks/default')['name']).toBe('default');
  });
});

test('an auto mode network takes its subnetworks with it, and they are not ready meanwhile', () => {
  const project = testProject();
  project.make('POST', 'global/networks', { name: 'n', autoCreateSubnetworks: true });
  const { fingerprint } = project.get('regions/us-central1/subnetworks/n');
  project.begin('DELETE', 'global/networks/n');
  const change = { description: 'd', fingerprint };
  expect(project.refused('PATCH', 'regions/us-central1/subnetworks/n', change).reason).toBe('resourceNotReady');
  expect(project.refused('GET', 'regions/us-central1/subnetworks/n').status).toBe(404);
  expect(project.refused('GET', 'global/networks/n').status).toBe(404);
});

test('a network is not ready to go while one of its subnetworks is at work', () => {
  const project = testProject();
  project.make('POST', 'global/networks', { name: 'n', autoCreateSubnetworks: true });
  const { fingerprint } = project.get('regions/us-central1/subnetworks/n');
  project.begin('PATCH', 'regions/us-central1/subnetworks/n', { description: 'd', fingerprint });
  expect(project.refused('DELETE', 'global/networks/n').reason).toBe('resourceNotReady');
});

test('what is not there cannot be deleted', () => {
  expect(testProject().refused('DELETE', 'global/healthChecks/h')).toEqual({
    status: 404,
    reason: 'notFound',
    message: "The resource 'projects/p1/global/healthChecks/h' was not found",
  });
});
