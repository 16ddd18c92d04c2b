import { expect, test } from 'vitest';
import { testProject } from '../../../test/test-project.ts';

test('interconnects can be ordered at locations, which are listed', () => {
  const project = testProject();
  const names = project.names('global/interconnectLocations');
  expect(names).toEqual([...names].toSorted());
  expect(project.get('global/interconnectLocations/iad-zone1-1')).toMatchObject({
    city: 'Ashburn, VA',
    availabilityZone: 'zone1',
    status: 'AVAILABLE',
    regionInfos: [{ region: expect.stringMatching(/regions\/us-east4$/) }],
  });
  expect(project.refusal('GET', 'global/interconnectLocations/x')).toMatch(/^404/);
});
