import { describe, expect, test } from 'vitest';
import { instance, projectWithInstance, ZONE } from '../../../test/machines.ts';

const PATH = `${ZONE}/instances/i`;
const REGION = 'regions/us-east1';
const IN_USE = [{ code: 'IP_IN_USE_BY_ANOTHER_RESOURCE' }];

/** A project with the instances `i`, which has neither of two addresses, and `holder`, which has both. */
function projectWithHolder() {
  const project = projectWithInstance();
  project.make('POST', 'global/networks', { name: 'other', autoCreateSubnetworks: false });
  const subnetwork = { name: 'other', network: 'global/networks/other', ipCidrRange: '10.20.0.0/24' };
  project.make('POST', `${REGION}/subnetworks`, subnetwork);
  project.make('POST', `${REGION}/addresses`, { name: 'static' });
  const { address } = project.get(`${REGION}/addresses/static`);
  const nic = {
    subnetwork: `${REGION}/subnetworks/other`,
    networkIP: '10.20.0.50',
    accessConfigs: [{ natIP: address }],
  };
  project.make('POST', `${ZONE}/instances`, { ...instance('holder'), networkInterfaces: [nic] });
  return { project, address };
}

describe('an address that another instance has is not given to an instance', () => {
  test('with an access config', () => {
    const { project, address } = projectWithHolder();
    const before = project.get(PATH);
    const config = { name: 'External NAT', type: 'ONE_TO_ONE_NAT', natIP: address };
    const operation = project.finish('POST', `${PATH}/addAccessConfig?networkInterface=nic0`, config);
    expect(operation['error']).toMatchObject({ errors: IN_USE });
    expect(project.get(PATH)).toEqual(before);
  });

  test('with a changed access config', () => {
    const { project, address } = projectWithHolder();
    project.make('POST', `${PATH}/addAccessConfig?networkInterface=nic0`, { name: 'External NAT' });
    const url = `${PATH}/updateAccessConfig?networkInterface=nic0`;
    const operation = project.finish('POST', url, { name: 'External NAT', natIP: address });
    expect(operation['error']).toMatchObject({ errors: IN_USE });
  });

  test('with a dynamic interface', () => {
    const { project } = projectWithHolder();
    const nic = { vlan: 5, subnetwork: `${REGION}/subnetworks/other`, networkIP: '10.20.0.50' };
    expect(project.finish('POST', `${PATH}/addNetworkInterface`, nic)['error']).toMatchObject({ errors: IN_USE });
    project.make('POST', `${PATH}/addNetworkInterface`, { ...nic, networkIP: '10.20.0.51' });
  });
});
