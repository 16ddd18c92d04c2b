import { expect, test } from 'vitest';
import { LINK } from '../../test/machines.ts';
import { checkInRegion, regionOf } from './region-of.ts';

test.each([
  ['projects/p/zones/us-east1-b/instances/i', 'us-east1'],
  ['projects/p/regions/us-east1/subnetworks/s', 'us-east1'],
  ['projects/p/global/networks/n', ''],
  ['', ''],
])('%s lies in region %j', (path, region) => {
  expect(regionOf(path)).toBe(region);
});

test.each(['zones/us-east1-b/instances/i', 'regions/us-east1/addresses/a'])('%s is in us-east1 alone', (path) => {
  const check = (region: string) => (): void => checkInRegion(`${LINK}${path}`, 'resource.x', region);
  expect(check('us-east1')).not.toThrow();
  for (const region of ['us-east4', 'us-east', '']) expect(check(region)).toThrow(`It must be in region '${region}'.`);
});
