import { describe, expect, test } from 'vitest';
import { asArray, asObject, asString } from '../../kernel/json.ts';
import type { TestProject } from '../../../test/test-project.ts';
import { instance, projectWithAddress, projectWithInstance, ZONE } from '../../../test/machines.ts';

const PATH = `${ZONE}/instances/i`;
const NIC = 'networkInterface=nic0';

const nic = (project: TestProject) => asObject(asArray(project.get(PATH)['networkInterfaces'])[0]);

describe('access configs', () => {
  test('are added and removed', () => {
    const project = projectWithInstance();
    const { fingerprint } = nic(project);
    project.make('POST', `${PATH}/addAccessConfig?${NIC}`, { name: 'n' });
    expect(nic(project)['accessConfigs']).toEqual([
      expect.objectContaining({ name: 'n', natIP: expect.any(String), type: 'ONE_TO_ONE_NAT' }),
    ]);
    expect(nic(project)['fingerprint']).not.toBe(fingerprint);
    project.make('POST', `${PATH}/deleteAccessConfig?${NIC}&accessConfig=n`);
    expect(nic(project)).not.toHaveProperty('accessConfigs');
  });

  test('that were added lose the address that nobody chose when the instance stops', () => {
    const project = projectWithInstance();
    project.make('POST', `${PATH}/addAccessConfig?${NIC}`, {});
    project.make('POST', `${PATH}/stop`);
    expect(asObject(asArray(nic(project)['accessConfigs'])[0])).not.toHaveProperty('natIP');
    const { project: other, natIP } = projectWithAddress();
    other.make('POST', `${ZONE}/instances`, instance('i'));
    other.make('POST', `${PATH}/addAccessConfig?${NIC}`, { natIP });
    other.make('POST', `${PATH}/stop`);
    expect(nic(other)['accessConfigs']).toMatchObject([{ natIP }]);
  });

  test('have no address of another region, of another instance, or that cannot be external', () => {
    const { project, natIP: ofOtherRegion } = projectWithAddress('us-west1');
    project.make('POST', `${ZONE}/instances`, instance('i'));
    project.make('POST', `${ZONE}/instances`, instance('j', { networkInterfaces: [{ accessConfigs: [{}] }] }));
    const ofOther = asArray(
      asObject(asArray(project.get(`${ZONE}/instances/j`)['networkInterfaces'])[0])['accessConfigs'],
    );
    const ephemeral = asString(asObject(ofOther[0])['natIP']);
    for (const natIP of [ofOtherRegion, ephemeral, 'my-address', '10.11.0.2', '172.31.0.1', '192.168.1.1', '2600::1']) {
      expect(project.refusal('POST', `${PATH}/addAccessConfig?${NIC}`, { natIP })).toBe(
        `400 Invalid value for field 'resource.natIP': '${natIP}'. The specified external IP address '${natIP}' was not found in region 'us-east1'.`,
      );
    }
  });

  test('may have an external address that nothing else has', () => {
    const project = projectWithInstance();
    project.make('POST', `${PATH}/addAccessConfig?${NIC}`, { natIP: '34.1.2.3' });
    expect(nic(project)['accessConfigs']).toMatchObject([{ natIP: '34.1.2.3' }]);
  });

  test('can be changed', () => {
    const project = projectWithInstance({ networkInterfaces: [{ accessConfigs: [{}] }] });
    const change = { setPublicPtr: true, publicPtrDomainName: 'a.example.' };
    project.make('POST', `${PATH}/updateAccessConfig?${NIC}`, change);
    expect(nic(project)['accessConfigs']).toMatchObject([change]);
    project.make('POST', `${PATH}/updateAccessConfig?${NIC}`, { publicPtrDomainName: null, setPublicPtr: false });
    const [config] = asArray(nic(project)['accessConfigs']);
    expect(config).toMatchObject({ setPublicPtr: false, type: 'ONE_TO_ONE_NAT' });
    expect(config).not.toHaveProperty('publicPtrDomainName');
  });

  test.each([
    [`addAccessConfig?${NIC}`, {}, 'At most one access config currently supported.'],
    ['addAccessConfig?networkInterface=nic9', {}, 'no network interface of that name'],
    [`deleteAccessConfig?${NIC}&accessConfig=x`, undefined, 'no access config of that name'],
  ])('%s is refused', (verb, body, message) => {
    const project = projectWithInstance({ networkInterfaces: [{ accessConfigs: [{}] }] });
    expect(project.refusal('POST', `${PATH}/${verb}`, body)).toContain(message);
  });

  test('that are not there cannot be changed', () => {
    expect(projectWithInstance().refusal('POST', `${PATH}/updateAccessConfig?${NIC}`, {})).toMatch(
      /has no access config/,
    );
  });
});
