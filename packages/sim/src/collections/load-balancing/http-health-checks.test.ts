import { describe, expect, test } from 'vitest';
import { testProject } from '../../../test/test-project.ts';

describe.each([
  ['httpHealthChecks', 'compute#httpHealthCheck', 'http_health_check', 80],
  ['httpsHealthChecks', 'compute#httpsHealthCheck', 'https_health_check', 443],
])('%s', (segment, kind, snakeName, port) => {
  const collection = `global/${segment}`;

  test('what is left out is filled in, and printed even when it is empty', () => {
    const project = testProject();
    project.make('POST', collection, { name: 'h' });
    expect(project.get(`${collection}/h`)).toEqual({
      kind,
      id: expect.stringMatching(/^\d+$/),
      creationTimestamp: expect.any(String),
      name: 'h',
      description: '',
      host: '',
      requestPath: '/',
      port,
      checkIntervalSec: 5,
      timeoutSec: 5,
      healthyThreshold: 2,
      unhealthyThreshold: 2,
      selfLink: `https://www.googleapis.com/compute/v1/projects/p1/${collection}/h`,
    });
  });

  test('what was sent stays; PATCH merges, PUT returns to the defaults', () => {
    const project = testProject();
    project.make('POST', collection, { name: 'h', port: 8080, host: 'x', requestPath: '/h' });
    project.make('PATCH', `${collection}/h`, { requestPath: '/i' });
    expect(project.get(`${collection}/h`)).toMatchObject({ port: 8080, host: 'x', requestPath: '/i' });
    project.make('PUT', `${collection}/h`, { name: 'h', host: 'y' });
    expect(project.get(`${collection}/h`)).toMatchObject({ port, host: 'y', requestPath: '/' });
  });

  test('port 0 stands for none', () => {
    const project = testProject();
    project.make('POST', collection, { name: 'h', port: 0 });
    expect(project.get(`${collection}/h`)).toMatchObject({ port });
  });

  test.each([
    { timeoutSec: 6 },
    { checkIntervalSec: 301 },
    { healthyThreshold: 11 },
    { unhealthyThreshold: 0 },
    { port: 65_536 },
    { port: -1 },
  ])('%j is refused', (body) => {
    expect(testProject().refused('POST', collection, { name: 'h', ...body })).toMatchObject({
      status: 400,
      reason: 'invalid',
    });
  });

  test('a backend service may use it, and keeps it', () => {
    const project = testProject();
    project.make('POST', collection, { name: 'h' });
    project.make('POST', 'global/backendServices', { name: 'b', healthChecks: [`${collection}/h`] });
    expect(project.refused('DELETE', `${collection}/h`).message).toBe(
      `The ${snakeName} resource 'projects/p1/${collection}/h' is already being used by 'projects/p1/global/backendServices/b'`,
    );
  });
});
