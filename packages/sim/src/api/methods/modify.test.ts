import { describe, expect, test } from 'vitest';
import { instanceNamed, ZONE } from '../../../test/populated-project.ts';
import type { TestProject } from '../../../test/test-project.ts';
import { testProject } from '../../../test/test-project.ts';

const SUBNETWORK = 'regions/us-central1/subnetworks/s';
const IMAGE = 'global/images/x';

function withSubnetwork(): TestProject {
  const project = testProject();
  project.make('POST', 'global/networks', { name: 'n', autoCreateSubnetworks: false });
  project.make('POST', 'regions/us-central1/subnetworks', {
    name: 's',
    network: 'global/networks/n',
    ipCidrRange: '10.1.0.0/24',
  });
  return project;
}

function withImage(): TestProject {
  const project = testProject();
  project.make('POST', `${ZONE}/disks`, { name: 'd', sizeGb: '10' });
  project.make('POST', 'global/images', { name: 'x', sourceDisk: `${ZONE}/disks/d`, labels: { a: 'b' } });
  return project;
}

describe('what only the service sets', () => {
  test('stays as it is, whatever a PATCH says', () => {
    const project = withSubnetwork();
    const { fingerprint, ...before } = project.get(SUBNETWORK);
    const nonsense = {
      id: '1',
      kind: 'x',
      region: 'nowhere',
      selfLink: 'x',
      creationTimestamp: 'x',
      gatewayAddress: '1.1.1.1',
    };
    project.make('PATCH', SUBNETWORK, { ...nonsense, description: 'd', fingerprint });
    const { fingerprint: _, ...after } = project.get(SUBNETWORK);
    expect(after).toEqual({ ...before, description: 'd' });
    const current = project.get(SUBNETWORK)['fingerprint'];
    project.make('PATCH', SUBNETWORK, { region: null, fingerprint: current });
    expect(project.get(SUBNETWORK)['region']).toBe(before['region']);
  });

  test('stays as it is when a PUT leaves it out', () => {
    const project = testProject();
    project.make('POST', `${ZONE}/instances`, instanceNamed('i'));
    const { status, lastStartTimestamp, cpuPlatform } = project.get(`${ZONE}/instances/i`);
    expect([status, lastStartTimestamp, cpuPlatform]).toEqual(['RUNNING', expect.any(String), expect.any(String)]);
    const { machineType, networkInterfaces, disks, fingerprint } = project.get(`${ZONE}/instances/i`);
    project.make('PUT', `${ZONE}/instances/i`, {
      name: 'i',
      machineType,
      networkInterfaces,
      disks,
      fingerprint,
      description: 'd',
    });
    expect(project.get(`${ZONE}/instances/i`)).toMatchObject({
      status,
      lastStartTimestamp,
      cpuPlatform,
      description: 'd',
    });
  });

  test('what it keeps hidden stays too', () => {
    const project = withSubnetwork();
    const instance = (name: string): object => ({
      ...instanceNamed(name),
      networkInterfaces: [{ subnetwork: SUBNETWORK }],
    });
    const addressOf = (name: string): unknown => {
      project.make('POST', `${ZONE}/instances`, instance(name));
      return project.get(`${ZONE}/instances/${name}`)['networkInterfaces'];
    };
    expect(addressOf('i')).toMatchObject([{ networkIP: '10.1.0.2' }]);
    project.make('PATCH', SUBNETWORK, { description: 'd', fingerprint: project.get(SUBNETWORK)['fingerprint'] });
    // The next address, and not the first one again.
    expect(addressOf('j')).toMatchObject([{ networkIP: '10.1.0.3' }]);
  });
});

describe('labels', () => {
  test('changed by a PATCH have a new fingerprint, and what was sent for one is not taken', () => {
    const project = withImage();
    const { labelFingerprint: first } = project.get(IMAGE);
    project.make('PATCH', IMAGE, { description: 'd', labelFingerprint: 'AAAAAAAAAAA=' });
    expect(project.get(IMAGE)).toMatchObject({ labels: { a: 'b' }, labelFingerprint: first });
    project.make('PATCH', IMAGE, { labels: { c: 'd' } });
    const { labels, labelFingerprint: second } = project.get(IMAGE);
    expect(labels).toEqual({ a: 'b', c: 'd' });
    expect(second).not.toBe(first);
    expect(project.refused('POST', `${IMAGE}/setLabels`, { labels: {}, labelFingerprint: first })).toEqual({
      status: 412,
      reason: 'conditionNotMet',
      message: 'Labels fingerprint either invalid or resource labels have changed',
    });
  });

  test('called constructor are labels like any other, and __proto__ is seen for what it is', () => {
    const project = withImage();
    const labels = { constructor: 'y' };
    project.make('POST', `${IMAGE}/setLabels`, { labels, labelFingerprint: project.get(IMAGE)['labelFingerprint'] });
    expect(JSON.stringify(project.get(IMAGE)['labels'])).toBe(JSON.stringify(labels));
    const sent = JSON.parse('{"labels": {"__proto__": "x"}}');
    const { labelFingerprint } = project.get(IMAGE);
    expect(project.refusal('POST', `${IMAGE}/setLabels`, { ...sent, labelFingerprint })).toContain(
      "Label key '__proto__' violates format constraints.",
    );
  });
});

describe('the fingerprint', () => {
  test('is required where the service requires it, even for nothing', () => {
    const project = withSubnetwork();
    for (const body of [{}, { description: 'd' }, { fingerprint: null }, { fingerprint: '' }]) {
      expect(project.refused('PATCH', SUBNETWORK, body)).toMatchObject({ status: 400, reason: 'required' });
    }
  });

  test('stays when nothing changes', () => {
    const project = withSubnetwork();
    const before = project.get(SUBNETWORK);
    project.make('PATCH', SUBNETWORK, before);
    expect(project.get(SUBNETWORK)).toEqual(before);
  });
});

test('a change is refused or made, never half made', () => {
  const project = withSubnetwork();
  const before = JSON.stringify(project.simulator.snapshot());
  const { fingerprint } = project.get(SUBNETWORK);
  expect(
    project.refused('PATCH', SUBNETWORK, { fingerprint, description: 'd', network: 'global/networks/nothing' }).status,
  ).toBeGreaterThanOrEqual(400);
  expect(JSON.stringify(project.simulator.snapshot())).toBe(before);
});
