import { describe, expect, test } from 'vitest';
import { DEBIAN, instance, LINK, ZONE } from '../../../test/machines.ts';
import { testProject } from '../../../test/test-project.ts';

const PATH = `${ZONE}/storagePools`;
const BODY = {
  name: 's',
  storagePoolType: `${ZONE}/storagePoolTypes/hyperdisk-balanced`,
  poolProvisionedCapacityGb: '10240',
};

describe('storage pools', () => {
  test('hold disks', () => {
    const project = testProject();
    project.make('POST', PATH, BODY);
    const type = `${ZONE}/diskTypes/hyperdisk-balanced`;
    project.make('POST', `${ZONE}/disks`, { name: 'd', type, sizeGb: '40', storagePool: `${PATH}/s` });
    expect(project.get(`${PATH}/s`)).toMatchObject({
      resourceStatus: { diskCount: '1', totalProvisionedDiskCapacityGb: '40' },
      state: 'READY',
      storagePoolType: `${LINK}${ZONE}/storagePoolTypes/hyperdisk-balanced`,
    });
    expect(project.list(`${PATH}/s/listDisks`)).toMatchObject([{ disk: `${LINK}${ZONE}/disks/d`, sizeGb: '40' }]);
    expect(project.refusal('DELETE', `${PATH}/s`)).toMatch(/storage_pool .* already being used/);
  });

  test('are named by their names alone where a disk comes with an instance', () => {
    const project = testProject();
    project.make('POST', PATH, BODY);
    const boot = (storagePool: string) => ({
      boot: true,
      initializeParams: { sourceImage: DEBIAN, diskType: `${ZONE}/diskTypes/hyperdisk-balanced`, storagePool },
    });
    const machineType = `${ZONE}/machineTypes/c3-standard-4`;
    for (const storagePool of ['s', `${PATH}/s`]) {
      const name = `of-${storagePool.length}`;
      project.make('POST', `${ZONE}/instances`, instance(name, { machineType, disks: [boot(storagePool)] }));
      expect(project.get(`${ZONE}/disks/${name}`)['storagePool']).toBe(`${LINK}${PATH}/s`);
    }
    expect(
      project.refusal('POST', `${ZONE}/instances`, instance('i', { machineType, disks: [boot('none')] })),
    ).toContain("'none'. The referenced storagePool resource cannot be found.");
  });

  test.each([
    [{ poolProvisionedCapacityGb: '10' }, /poolProvisionedCapacityGb': '10'. Must be between 10240/],
    [{ poolProvisionedCapacityGb: undefined }, /poolProvisionedCapacityGb/],
    [{ storagePoolType: `${ZONE}/storagePoolTypes/x` }, /resource.storagePoolType/],
  ])('are refused: %j', (more, message) => {
    expect(testProject().refusal('POST', PATH, { ...BODY, ...more })).toMatch(message);
  });

  test('are of types that every zone has', () => {
    expect(testProject().get(`${ZONE}/storagePoolTypes/hyperdisk-balanced`)).toMatchObject({
      minPoolProvisionedCapacityGb: '10240',
      selfLinkWithId: `${LINK}${ZONE}/storagePoolTypes/1002`,
      supportedDiskTypes: [`${LINK}${ZONE}/diskTypes/hyperdisk-balanced`],
    });
  });
});
