import { describe, expect, test } from 'vitest';
import { projectWithManager, ZONE } from '../../../test/machines.ts';

describe.each([ZONE, 'regions/us-central1'])('a resize request in %s', (scope) => {
  const manager = `${scope}/instanceGroupManagers/m`;
  const requests = `${manager}/resizeRequests`;

  test('makes the group larger, at once', () => {
    const project = projectWithManager({ targetSize: 1 }, scope);
    project.make('POST', requests, { name: 'r', resizeBy: 2 });
    expect(project.get(`${requests}/r`)).toMatchObject({ state: 'SUCCEEDED', resizeBy: 2 });
    expect(project.get(manager)['targetSize']).toBe(3);
    expect(project.send('POST', `${manager}/listManagedInstances`).body?.['managedInstances']).toHaveLength(3);
  });

  test('makes the instances that it names', () => {
    const project = projectWithManager({ targetSize: 1 }, scope);
    project.make('POST', requests, { name: 'r', instances: [{ name: 'one' }, { name: 'two' }] });
    expect(project.get(manager)['targetSize']).toBe(3);
    const { managedInstances } = project.send('POST', `${manager}/listManagedInstances`).body ?? {};
    expect(managedInstances).toEqual(
      expect.arrayContaining(['one', 'two'].map((name) => expect.objectContaining({ name }))),
    );
  });

  test.each([
    [{}, "Required field 'resource.resizeBy' not specified"],
    [{ resizeBy: 0 }, "'resource.resizeBy': '0'"],
    [{ resizeBy: 1, instances: [{ name: 'a' }] }, "cannot be used together with 'instances'"],
  ])('is refused: %j', (body, message) => {
    expect(projectWithManager({}, scope).refusal('POST', requests, { name: 'r', ...body })).toContain(message);
  });

  test('cannot be cancelled once it succeeded', () => {
    const project = projectWithManager({}, scope);
    project.make('POST', requests, { name: 'r', resizeBy: 1 });
    expect(project.refusal('POST', `${requests}/r/cancel`)).toMatch(/only possible for requests that are accepted/);
    project.make('DELETE', `${requests}/r`);
  });
});
