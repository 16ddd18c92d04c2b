import { expect, test } from 'vitest';
import { instance, ZONE } from '../../../test/machines.ts';
import { testProject } from '../../../test/test-project.ts';

const ROUTER = 'regions/us-east1/routers/r';

test('a gateway tells its addresses, and the machines behind it', () => {
  const project = testProject();
  project.make('POST', 'regions/us-east1/addresses', { name: 'a' });
  const { address: natIp, selfLink } = project.get('regions/us-east1/addresses/a');
  const nat = {
    name: 'n',
    natIpAllocateOption: 'MANUAL_ONLY',
    natIps: [selfLink],
    sourceSubnetworkIpRangesToNat: 'ALL_SUBNETWORKS_ALL_IP_RANGES',
    minPortsPerVm: 100,
  };
  project.make('POST', 'regions/us-east1/routers', { name: 'r', network: 'global/networks/default', nats: [nat] });
  const info = (usage: string): object => ({
    result: [{ natName: 'n', natIpInfoMappings: [{ natIp, mode: 'MANUAL', usage }] }],
  });
  expect(project.get(`${ROUTER}/getNatIpInfo`)).toEqual(info('UNUSED'));
  const isPublic = [{ network: 'global/networks/default', accessConfigs: [{}] }];
  project.make('POST', `${ZONE}/instances`, instance('public', { networkInterfaces: isPublic }));
  expect(project.get(`${ROUTER}/getNatMappingInfo`)).not.toHaveProperty('result');
  project.make('POST', `${ZONE}/instances`, instance('private'));
  expect(project.get(`${ROUTER}/getNatIpInfo?natName=n`)).toEqual(info('IN_USE'));
  expect(project.get(`${ROUTER}/getNatMappingInfo`)['result']).toMatchObject([
    { instanceName: 'private', interfaceNatMappings: [{ numTotalNatPorts: 128 }] },
  ]);
  expect(project.get(`${ROUTER}/getNatIpInfo?natName=x`)).toEqual({ result: [] });
});
