import { expect, test } from 'vitest';
import { LINK, projectWithInstance, ZONE } from '../../../test/machines.ts';

test('a machine image keeps what its instance was', () => {
  const project = projectWithInstance({ labels: { a: 'b' } });
  project.make('POST', `global/machineImages?sourceInstance=${ZONE}/instances/i`, { name: 'm' });
  project.make('POST', 'global/machineImages', { name: 'n', sourceInstance: `${ZONE}/instances/i` });
  for (const name of ['m', 'n']) {
    expect(project.get(`global/machineImages/${name}`)).toMatchObject({
      instanceProperties: { labels: { a: 'b' }, machineType: 'e2-small', disks: [{ boot: true }] },
      savedDisks: [{ sourceDisk: `${LINK}${ZONE}/disks/i` }],
      sourceInstance: `${LINK}${ZONE}/instances/i`,
      status: 'READY',
      storageLocations: ['us'],
    });
  }
  project.make('DELETE', `${ZONE}/instances/i`);
  expect(project.get('global/machineImages/m')['status']).toBe('READY');
  const missing = { name: 'x', sourceInstance: `${ZONE}/instances/x` };
  expect(project.refusal('POST', 'global/machineImages', missing)).toMatch(
    /referenced instance resource cannot be found/,
  );
});
