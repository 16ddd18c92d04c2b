import { describe, expect, test } from 'vitest';
import { testProject } from '../../../test/test-project.ts';
import { asString } from '../../kernel/json.ts';

const ZONE = 'zones/us-central1-a';
const REGION = 'regions/us-central1';

/** A global, a regional and a zonal operation, all done. */
function prepared(): ReturnType<typeof testProject> {
  const project = testProject();
  project.make('POST', 'global/healthChecks', { name: 'h', type: 'TCP' });
  project.make('POST', `${REGION}/healthChecks`, { name: 'h', type: 'TCP' });
  project.make('POST', `${ZONE}/instanceGroups`, { name: 'g' });
  return project;
}

describe('operations', () => {
  test('live where their target does', () => {
    const project = prepared();
    for (const [scope, more] of [
      ['global', {}],
      [REGION, { region: expect.stringMatching(/\/regions\/us-central1$/) }],
      [ZONE, { zone: expect.stringMatching(/\/zones\/us-central1-a$/) }],
    ] as const) {
      const [name] = project.names(`${scope}/operations`);
      expect(project.names(`${scope}/operations`)).toHaveLength(1);
      const operation = project.get(`${scope}/operations/${asString(name)}`);
      expect(operation).toMatchObject({
        kind: 'compute#operation',
        name,
        status: 'DONE',
        progress: 100,
        targetId: expect.stringMatching(/^\d+$/),
        targetLink: expect.stringContaining(`/projects/p1/${scope}/`),
        selfLink: expect.stringContaining(`/projects/p1/${scope}/operations/${asString(name)}`),
        ...more,
      });
    }
  });

  test('name the id that their target has, from the first', () => {
    const project = testProject();
    const { targetId } = project.begin('POST', 'global/healthChecks', { name: 'h', type: 'TCP' });
    expect(project.get('global/healthChecks/h')['id']).toBe(targetId);
  });

  test('are listed over all scopes, and by numeric id', () => {
    const project = prepared();
    const { items } = project.get('aggregated/operations') as { items: Record<string, { operations?: object[] }> }; // as the wire type says
    for (const scope of ['global', REGION, ZONE]) expect(items[scope]?.operations).toHaveLength(1);
    const [name] = project.names('global/operations');
    const { id } = project.get(`global/operations/${asString(name)}`);
    expect(project.get(`global/operations/${asString(id)}`)['name']).toBe(name);
  });

  test('that nobody knows are not found', () => {
    const project = prepared();
    for (const scope of ['global', REGION, ZONE]) {
      const told = {
        status: 404,
        reason: 'notFound',
        message: `The resource 'projects/p1/${scope}/operations/nothing' was not found`,
      };
      expect(project.refused('GET', `${scope}/operations/nothing`)).toEqual(told);
      expect(project.refused('POST', `${scope}/operations/nothing/wait`)).toEqual(told);
      expect(project.refused('DELETE', `${scope}/operations/nothing`)).toEqual(told);
    }
  });
});

describe('wait', () => {
  test.each(['global/healthChecks', `${REGION}/healthChecks`])('answers with the operation, done: %s', (collection) => {
    const project = testProject();
    const { selfLink, name } = project.begin('POST', collection, { name: 'h', type: 'TCP' });
    const path = asString(selfLink).split('/projects/p1/')[1];
    expect(project.begin('POST', `${path}/wait`)).toMatchObject({ name, status: 'DONE' });
    expect(project.begin('POST', `${path}/wait`, {})).toEqual(project.get(asString(path)));
  });
});

describe('deleting an operation', () => {
  test('forgets it, and nothing else', () => {
    const project = prepared();
    const before = project.names('global/healthChecks');
    const [name] = project.names('global/operations');
    expect(project.send('DELETE', `global/operations/${asString(name)}`)).toEqual({ status: 204, headers: {} });
    expect(project.names('global/operations')).toEqual([]);
    expect(project.refused('DELETE', `global/operations/${asString(name)}`).status).toBe(404);
    expect(project.names('global/healthChecks')).toEqual(before);
  });

  test('makes no operation', () => {
    const project = prepared();
    const [name] = project.names('global/operations');
    project.send('DELETE', `global/operations/${asString(name)}`);
    expect(project.names('global/operations')).toEqual([]);
  });

  test('is in the journal like any other change', () => {
    const { simulator, names, send } = prepared();
    send('DELETE', `global/operations/${asString(names('global/operations')[0])}`);
    expect(simulator.replayed()).toEqual(simulator.snapshot());
  });

  test('waits for it to be done', () => {
    const project = testProject({ clock: 'manual' });
    project.begin('POST', 'global/healthChecks', { name: 'h', type: 'TCP' });
    const path = `global/operations/${project.names('global/operations')[0] ?? ''}`;
    expect(project.refused('DELETE', path).reason).toBe('resourceNotReady');
    project.simulator.clock.advance(60_000);
    expect(project.send('DELETE', path).status).toBe(204);
    expect(project.send('DELETE', 'global/healthChecks/h').status).toBe(200);
  });
});
