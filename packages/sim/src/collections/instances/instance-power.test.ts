import { describe, expect, test } from 'vitest';
import { asArray, asObject } from '../../kernel/json.ts';
import type { TestProject } from '../../../test/test-project.ts';
import { instance, projectWithAddress, projectWithInstance, ZONE } from '../../../test/machines.ts';

const PATH = `${ZONE}/instances/i`;

const natIp = (project: TestProject) => {
  const [nic] = asArray(project.get(PATH)['networkInterfaces']).map(asObject);
  return asObject(asArray(nic?.['accessConfigs'])[0])['natIP'];
};

describe('an instance', () => {
  test('that is stopped runs on nothing, until it is started', () => {
    const project = projectWithInstance();
    project.finish('POST', `${PATH}/stop`);
    expect(project.get(PATH)).toMatchObject({
      cpuPlatform: 'Unknown CPU Platform',
      lastStopTimestamp: expect.any(String),
      status: 'TERMINATED',
    });
    const { lastStartTimestamp } = project.get(PATH);
    project.finish('POST', `${PATH}/start`);
    expect(project.get(PATH)).toMatchObject({ cpuPlatform: 'Intel Broadwell', status: 'RUNNING' });
    expect(project.get(PATH)['lastStartTimestamp']).not.toBe(lastStartTimestamp);
  });

  test('gives back the address that nobody chose', () => {
    const project = projectWithInstance({ networkInterfaces: [{ accessConfigs: [{}] }] });
    const before = natIp(project);
    project.finish('POST', `${PATH}/stop`);
    expect(natIp(project)).toBeUndefined();
    project.finish('POST', `${PATH}/start`);
    expect(natIp(project)).not.toBe(before);
    project.finish('POST', `${PATH}/stop`);
    expect(natIp(project)).toBeUndefined();
  });

  test('keeps the address that was chosen', () => {
    const { project, natIP } = projectWithAddress();
    project.make('POST', `${ZONE}/instances`, instance('i', { networkInterfaces: [{ accessConfigs: [{ natIP }] }] }));
    project.finish('POST', `${PATH}/stop`);
    expect(natIp(project)).toBe(natIP);
  });

  test('can be suspended and resumed', () => {
    const project = projectWithInstance();
    project.finish('POST', `${PATH}/suspend`);
    expect(project.get(PATH)).toMatchObject({ lastSuspendedTimestamp: expect.any(String), status: 'SUSPENDED' });
    project.finish('POST', `${PATH}/resume`);
    expect(project.get(PATH)['status']).toBe('RUNNING');
  });

  test.each([
    ['TERMINATED', 'reset'],
    ['TERMINATED', 'suspend'],
    ['TERMINATED', 'resume'],
    ['RUNNING', 'resume'],
  ])('that is %s is not ready for %s', (status, verb) => {
    const project = projectWithInstance();
    if (status === 'TERMINATED') project.finish('POST', `${PATH}/stop`);
    expect(project.finish('POST', `${PATH}/${verb}`)['error']).toMatchObject({
      errors: [{ code: 'RESOURCE_NOT_READY', message: `The resource 'projects/p1/${PATH}' is not ready` }],
    });
    expect(project.get(PATH)['status']).toBe(status);
  });

  test.each([
    [
      'n1-standard-1',
      { guestAccelerators: [{ acceleratorType: `${ZONE}/acceleratorTypes/nvidia-tesla-t4`, acceleratorCount: 1 }] },
    ],
    ['n1-highmem-64', {}],
  ])('whose memory cannot be kept is not suspended: %s %j', (type, more) => {
    const machineType = `${ZONE}/machineTypes/${type}`;
    const project = projectWithInstance({ machineType, scheduling: { onHostMaintenance: 'TERMINATE' }, ...more });
    expect(project.refusal('POST', `${PATH}/suspend`)).toMatch(/^400 Invalid resource usage: '.*cannot be suspended/);
    expect(project.get(PATH)['status']).toBe('RUNNING');
  });

  test.each(['start', 'reset'])('that runs can be told to %s', (verb) => {
    const project = projectWithInstance();
    expect(project.finish('POST', `${PATH}/${verb}`)).toMatchObject({ operationType: verb, status: 'DONE' });
    expect(project.get(PATH)['status']).toBe('RUNNING');
  });
});
