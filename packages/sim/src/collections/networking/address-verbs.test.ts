import { expect, test } from 'vitest';
import { instance, ZONE } from '../../../test/machines.ts';
import { projectIn, testProject } from '../../../test/test-project.ts';

test.each(['global', 'regions/us-east1'])('an address of %s moves to another project', (scope) => {
  const project = testProject();
  const other = projectIn(project.simulator, 'p2');
  project.make('POST', `${scope}/addresses`, { name: 'a' });
  const { address, id } = project.get(`${scope}/addresses/a`);
  const destinationAddress = `projects/p2/${scope}/addresses/b`;
  project.make('POST', `${scope}/addresses/a/move`, { destinationAddress, description: 'moved' });
  expect(project.refused('GET', `${scope}/addresses/a`).status).toBe(404);
  expect(other.get(`${scope}/addresses/b`)).toMatchObject({ address, id, name: 'b', description: 'moved' });
});

test.each([
  [{}, "400 Required field 'resource.destinationAddress' not specified"],
  [{ destinationAddress: 'projects/p1/global/addresses/b' }, /^400 .*must be different/],
  [{ destinationAddress: 'projects/p2/regions/us-east1/addresses/b' }, /^400 .*in the same region, or global/],
])('a move with %j is refused', (body, message) => {
  const project = testProject();
  project.make('POST', 'global/addresses', { name: 'a' });
  expect(project.refusal('POST', 'global/addresses/a/move', body)).toMatch(message);
});

test('an address that is in use stays', () => {
  const project = testProject();
  project.make('POST', 'regions/us-east1/addresses', { name: 'a' });
  const { address } = project.get('regions/us-east1/addresses/a');
  const networkInterfaces = [{ network: 'global/networks/default', accessConfigs: [{ natIP: address }] }];
  project.make('POST', `${ZONE}/instances`, instance('i', { networkInterfaces }));
  const move = { destinationAddress: 'projects/p2/regions/us-east1/addresses/a' };
  expect(project.refusal('POST', 'regions/us-east1/addresses/a/move', move)).toMatch(/^400 .*being used by/);
});

test('alpha finds the instance that has an address, of either kind, and names the domain of one', () => {
  const project = testProject();
  const alpha = projectIn(project.simulator, 'p1', 'alpha');
  const networkInterfaces = [{ network: 'global/networks/default', accessConfigs: [{}] }];
  project.make('POST', `${ZONE}/instances`, instance('i', { networkInterfaces }));
  const [nic] = project.get(`${ZONE}/instances/i`)['networkInterfaces'] as { networkIP: string }[];
  const { natIP } = (nic as unknown as { accessConfigs: { natIP: string }[] }).accessConfigs[0] ?? {};
  for (const address of [nic?.networkIP, natIP]) {
    expect(alpha.get(`global/addresses/getOwnerInstance?ipAddress=${address ?? ''}`)).toEqual({
      instance: alpha.get(`${ZONE}/instances/i`)['selfLink'],
    });
  }
  expect(alpha.refused('GET', 'global/addresses/getOwnerInstance?ipAddress=192.0.2.1').status).toBe(404);
  project.make('POST', 'regions/us-east1/addresses', { name: 'a' });
  alpha.make('POST', 'regions/us-east1/addresses/a:updatePublicPtr', { ptrDomainName: 'x.test', ptrDomainNameTtl: 60 });
  expect(alpha.get('regions/us-east1/addresses/a')).toMatchObject({ ptrDomainName: 'x.test', ptrDomainNameTtl: 60 });
  expect(project.get('regions/us-east1/addresses/a')).not.toHaveProperty('ptrDomainName');
});
