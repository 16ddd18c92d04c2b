import { describe, expect, test } from 'vitest';
import { testProject } from '../../../test/test-project.ts';

const ATTACHMENTS = 'regions/us-east1/interconnectAttachments';

describe('interconnects', () => {
  test('stay ordered, for nobody lays the cable', () => {
    const project = testProject();
    project.finish('POST', 'global/interconnects', { name: 'i', interconnectType: 'DEDICATED', requestedLinkCount: 1 });
    expect(project.get('global/interconnects/i')).toMatchObject({
      adminEnabled: true,
      googleReferenceId: expect.stringMatching(/^\d{9}$/),
      operationalStatus: 'OS_UNPROVISIONED',
      state: 'UNPROVISIONED',
    });
    const { googleReferenceId } = project.get('global/interconnects/i');
    project.make('PATCH', 'global/interconnects/i', { description: 'x' });
    expect(project.get('global/interconnects/i')['googleReferenceId']).toBe(googleReferenceId);
  });

  test('stay where they are', () => {
    const project = testProject();
    const at = (name: string) => ({ location: `global/interconnectLocations/${name}` });
    project.finish('POST', 'global/interconnects', { name: 'i', ...at('iad-zone1-1') });
    project.make('PATCH', 'global/interconnects/i', { description: 'x', ...at('iad-zone1-1') });
    expect(project.refusal('PATCH', 'global/interconnects/i', at('iad-zone2-1'))).toMatch(
      /The location field must match the effectiveLocation field on patch/,
    );
  });

  test('are nowhere but at locations, whether or not the list here has them', () => {
    const project = testProject();
    const at = (location: string) => ({ name: 'i', interconnectType: 'DEDICATED', location });
    expect(project.refusal('POST', 'global/interconnects', at('zones/us-central1-a/disks/d'))).toContain(
      "Unexpected resource collection 'disks'.",
    );
    project.finish('POST', 'global/interconnects', at('global/interconnectLocations/new-zone1-1'));
  });

  test('are used by their attachments', () => {
    const project = testProject();
    project.finish('POST', 'global/interconnects', { name: 'i', interconnectType: 'DEDICATED' });
    project.finish('POST', 'regions/us-east1/routers', { name: 'r', network: 'global/networks/default' });
    const body = { name: 'a', interconnect: 'global/interconnects/i', router: 'regions/us-east1/routers/r' };
    project.finish('POST', ATTACHMENTS, body);
    expect(project.get(`${ATTACHMENTS}/a`)).toMatchObject({
      type: 'DEDICATED',
      encryption: 'NONE',
      mtu: 1440,
      stackType: 'IPV4_ONLY',
      state: 'ACTIVE',
    });
    expect(project.refusal('DELETE', 'global/interconnects/i')).toMatch(/being used by/);
    expect(project.refusal('DELETE', 'regions/us-east1/routers/r')).toMatch(/being used by/);
  });

  test('have attachments that are turned up when they are there', () => {
    const project = testProject();
    project.make('POST', 'global/interconnects', { name: 'i', interconnectType: 'DEDICATED' });
    project.finish('POST', ATTACHMENTS, { name: 'a', interconnect: 'global/interconnects/i' });
    expect(project.get(`${ATTACHMENTS}/a`)).toMatchObject({ state: 'ACTIVE', operationalStatus: 'OS_ACTIVE' });
    project.finish('POST', 'global/interconnectAttachmentGroups', {
      name: 'g',
      intent: { availabilitySla: 'NO_SLA' },
      attachments: { a: { attachment: ATTACHMENTS + '/a' } },
    });
    expect(project.get('global/interconnectAttachmentGroups/g/getOperationalStatus')).toMatchObject({
      result: { groupStatus: 'FULLY_DOWN', attachmentStatuses: [{ isActive: 'INACTIVE', status: 'PROVISIONED' }] },
    });
  });

  test('of a partner have attachments with a key for pairing', () => {
    const project = testProject();
    project.finish('POST', ATTACHMENTS, {
      name: 'a',
      type: 'PARTNER',
      edgeAvailabilityDomain: 'AVAILABILITY_DOMAIN_1',
    });
    const attachment = project.get(`${ATTACHMENTS}/a`);
    expect(attachment['state']).toBe('PENDING_PARTNER');
    expect(attachment['pairingKey']).toMatch(/^[0-9]{8}-[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{12}\/us-east1\/1$/);
    project.finish('PATCH', `${ATTACHMENTS}/a`, { description: 'd' });
    expect(project.get(`${ATTACHMENTS}/a`)['pairingKey']).toBe(attachment['pairingKey']);
  });
});

const candidates = (candidateCustomerRouterIpAddress?: string): object => ({
  candidateCloudRouterIpAddress: '169.254.0.1/29',
  candidateCustomerRouterIpAddress,
});

test.each([
  [candidates(), 'candidateCustomerRouterIpAddress'],
  [candidates('169.254.0.2/30'), 'candidateCustomerRouterIpAddress'],
  [{ router: 'regions/us-west1/routers/far' }, 'router'],
  [{ encryption: 'IPSEC', ipsecInternalAddresses: ['regions/us-east1/addresses/ip'] }, 'ipsecInternalAddresses[0]'],
])('an attachment is not made with %j', (more, field) => {
  const project = testProject();
  const network = 'global/networks/default';
  project.make('POST', 'regions/us-east1/routers', { name: 'r', network });
  project.make('POST', 'regions/us-west1/routers', { name: 'far', network });
  project.make('POST', 'regions/us-east1/addresses', { name: 'ip' });
  const attachment = { name: 'a', type: 'PARTNER', router: 'regions/us-east1/routers/r' };
  expect(project.refusal('POST', ATTACHMENTS, { ...attachment, ...more })).toContain(`'resource.${field}'`);
  project.make('POST', ATTACHMENTS, { ...attachment, ...candidates('169.254.0.2/29') });
});

const withKeys = (...startTimes: readonly string[]): object => ({
  name: 'i',
  interconnectType: 'DEDICATED',
  macsec: { preSharedKeys: startTimes.map((startTime, index) => ({ name: `k${index}`, startTime })) },
});

test('keys of MACsec start six hours apart at least, and all but the first say when', () => {
  const project = testProject();
  for (const second of ['2027-01-02T05:59:59Z', '']) {
    expect(project.refusal('POST', 'global/interconnects', withKeys('2027-01-02T00:00:00Z', second))).toContain(
      "'resource.macsec.preSharedKeys[1].startTime'",
    );
  }
  project.make('POST', 'global/interconnects', withKeys('2027-01-02T00:00:00Z', '2027-01-02T06:00:00Z'));
});
