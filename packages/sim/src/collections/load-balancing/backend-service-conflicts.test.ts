import { describe, expect, test } from 'vitest';
import { instanceNamed, ZONE } from '../../../test/populated-project.ts';
import type { TestProject } from '../../../test/test-project.ts';
import { testProject } from '../../../test/test-project.ts';

const SERVICES = 'global/backendServices';
const group = (name: string): string => `${ZONE}/instanceGroups/${name}`;

/** Groups `g` and `h`, a health check `c`, an instance `i`. */
function prepared(): TestProject {
  const project = testProject();
  for (const name of ['g', 'h']) project.make('POST', `${ZONE}/instanceGroups`, { name });
  project.make('POST', 'global/healthChecks', { name: 'c', type: 'TCP' });
  project.make('POST', `${ZONE}/instances`, instanceNamed('i'));
  return project;
}

const service = (name: string, of: string, mode: object = {}): object => ({
  name,
  healthChecks: ['global/healthChecks/c'],
  backends: [{ group: group(of), ...mode }],
});
const RATE = { balancingMode: 'RATE', maxRate: 1 };

describe('services that use a group must balance it in modes that go together', () => {
  const failure = {
    status: 'DONE',
    httpErrorStatusCode: 400,
    httpErrorMessage: 'BAD REQUEST',
    error: {
      errors: [
        {
          code: 'INVALID_USAGE',
          message:
            `Validation failed for instance group 'projects/p1/${group('g')}': backend services ` +
            `'projects/p1/${SERVICES}/b' and 'projects/p1/${SERVICES}/a' point to the same instance group but the ` +
            'backends have incompatible balancing_mode. Values should be the same.',
        },
      ],
    },
  };

  test('the operation of one that does not fails, and nothing is made', () => {
    const project = prepared();
    project.make('POST', SERVICES, service('a', 'g'));
    expect(project.finish('POST', SERVICES, service('b', 'g', RATE))).toMatchObject(failure);
    expect(project.names(SERVICES)).toEqual(['a']);
    project.make('POST', SERVICES, service('b', 'g'));
    expect(project.finish('PATCH', `${SERVICES}/b`, service('b', 'g', RATE))).toMatchObject(failure);
    project.make('POST', SERVICES, service('c', 'h', RATE));
  });

  test('so does one that is made while the other is being made', () => {
    const project = prepared();
    project.begin('POST', SERVICES, service('a', 'g'));
    expect(project.finish('POST', SERVICES, service('b', 'g', RATE))).toMatchObject(failure);
    expect(project.names(SERVICES)).toEqual(['a']);
  });

  test('RATE and CONNECTION do: a layer-7 and a layer-4 load balancer share the nodes of a cluster', () => {
    const project = prepared();
    project.make('POST', SERVICES, service('a', 'g', RATE));
    const fourth = (name: string, protocol: string): object => ({
      ...service(name, 'g', { balancingMode: 'CONNECTION', maxConnections: 1 }),
      protocol,
    });
    project.make('POST', SERVICES, fourth('b', 'TCP'));
    project.make('POST', 'regions/us-central1/backendServices', {
      ...fourth('b', 'TCP'),
      loadBalancingScheme: 'EXTERNAL',
      backends: [{ group: group('g'), balancingMode: 'CONNECTION' }],
    });
    expect(project.finish('POST', SERVICES, service('c', 'g'))).toMatchObject({ httpErrorStatusCode: 400 });
  });

  test('a service alone may change its mode', () => {
    const project = prepared();
    project.make('POST', SERVICES, service('a', 'g'));
    project.make('PATCH', `${SERVICES}/a`, service('a', 'g', RATE));
    expect(project.get(`${SERVICES}/a`)['backends']).toMatchObject([RATE]);
  });
});

const add = (project: TestProject, name: string): void =>
  project.make('POST', `${group(name)}/addInstances`, { instances: [{ instance: `${ZONE}/instances/i` }] });

describe('an instance is in one load-balanced group at most', () => {
  const message = `Validation failed for instance 'projects/p1/${ZONE}/instances/i': instance may belong to at most one load-balanced instance group.`;

  test('the operation that would put it in a second one fails', () => {
    const project = prepared();
    for (const name of ['g', 'h']) add(project, name);
    project.make('POST', SERVICES, service('a', 'g'));
    expect(project.finish('POST', SERVICES, service('b', 'h'))).toMatchObject({
      error: { errors: [{ code: 'INSTANCE_IN_MULTIPLE_LOAD_BALANCED_IGS', message }] },
      httpErrorStatusCode: 400,
    });
    // Two services may share a group.
    project.make('POST', SERVICES, service('c', 'g'));
  });

  const failure = { error: { errors: [{ code: 'INSTANCE_IN_MULTIPLE_LOAD_BALANCED_IGS', message }] } };
  const both = { backends: ['g', 'h'].map((name) => ({ group: group(name) })) };

  test('so does the one of a service that has both groups, made so or by and by', () => {
    const project = prepared();
    for (const name of ['g', 'h']) add(project, name);
    expect(project.finish('POST', SERVICES, { ...service('a', 'g'), ...both })).toMatchObject(failure);
    project.make('POST', SERVICES, service('a', 'g'));
    expect(project.finish('PATCH', `${SERVICES}/a`, both)).toMatchObject(failure);
    project.make('PATCH', `${SERVICES}/a`, { backends: [{ group: group('h') }] });
  });

  test('so does the one that puts it in a group that is balanced already', () => {
    const project = prepared();
    add(project, 'g');
    for (const name of ['g', 'h']) project.make('POST', SERVICES, service(name, name));
    const members = { instances: [{ instance: `${ZONE}/instances/i` }] };
    expect(project.finish('POST', `${group('h')}/addInstances`, members)).toMatchObject(failure);
    expect(project.get(group('h'))['size']).toBe(0);
    project.make('DELETE', `${SERVICES}/g`);
    add(project, 'h');
  });

  test('what is about to be balanced counts', () => {
    const project = prepared();
    for (const name of ['g', 'h']) add(project, name);
    project.begin('POST', SERVICES, service('a', 'g'));
    expect(project.finish('POST', SERVICES, service('b', 'h'))).toMatchObject(failure);
  });

  test('an instance that was deleted is in no group, and another one of its name is another one', () => {
    const project = prepared();
    add(project, 'g');
    project.make('POST', SERVICES, service('a', 'g'));
    project.make('DELETE', `${ZONE}/instances/i`);
    project.make('POST', `${ZONE}/instances`, instanceNamed('i'));
    add(project, 'h');
    project.make('POST', SERVICES, service('b', 'h'));
    project.make('DELETE', `${ZONE}/instances/i`);
    project.make('POST', SERVICES, service('c', 'h'));
    expect(project.names(SERVICES)).toEqual(['a', 'b', 'c']);
  });
});
