import { expect, test } from 'vitest';
import { LINK, projectWithManager, ZONE } from '../../../test/machines.ts';

test('an interface on a network attachment has an address of it, and is in no network of its own', () => {
  const project = projectWithManager();
  const networkAttachment = 'regions/us-east1/networkAttachments/a';
  const subnetworks = ['regions/us-east1/subnetworks/default'];
  const attachment = { name: 'a', connectionPreference: 'ACCEPT_AUTOMATIC', subnetworks };
  project.make('POST', 'regions/us-east1/networkAttachments', attachment);
  const disks = [
    { boot: true, initializeParams: { sourceImage: 'projects/debian-cloud/global/images/family/debian-12' } },
  ];
  const networkInterfaces = [{ network: 'global/networks/default' }, { networkAttachment }];
  const body = { name: 'x', machineType: `${ZONE}/machineTypes/e2-small`, disks, networkInterfaces };
  project.make('POST', `${ZONE}/instances`, body);
  const { networkInterfaces: made } = project.get(`${ZONE}/instances/x`);
  expect(made).toMatchObject([{}, { networkAttachment: LINK + networkAttachment, networkIP: expect.any(String) }]);
  expect(made).not.toHaveProperty('[1].network');
  expect(made).not.toHaveProperty('[1].subnetwork');
});
