import { expect, test } from 'vitest';
import { projectIn, testProject } from '../../../test/test-project.ts';

test('members of a group of interconnects are made, each as the template has what it does not say', () => {
  const project = testProject();
  project.make('POST', 'global/interconnectGroups', { name: 'g', intent: { topologyCapability: 'NO_SLA' } });
  const request = {
    templateInterconnect: { facility: 'iad-zone1-1', requestedLinkCount: 2, interconnectType: 'DEDICATED' },
    interconnects: [{ name: 'a' }, { name: 'b', requestedLinkCount: 1 }],
  };
  project.make('POST', 'global/interconnectGroups/g/createMembers', { request });
  expect(project.get('global/interconnects/a')).toMatchObject({
    kind: 'compute#interconnect',
    requestedLinkCount: 2,
    state: 'UNPROVISIONED',
    location: expect.stringContaining('interconnectLocations/iad-zone1-1'),
  });
  expect(project.get('global/interconnects/b')).toMatchObject({ requestedLinkCount: 1 });
  expect(Object.keys(project.get('global/interconnectGroups/g')['interconnects'] ?? {})).toEqual(['a', 'b']);
  expect(project.get('global/interconnectGroups/g/getOperationalStatus')).toMatchObject({
    result: { groupStatus: 'FULLY_DOWN', interconnectStatuses: [{ isActive: 'INACTIVE' }, { adminEnabled: true }] },
  });
  const again = { request: { interconnects: [{ name: 'a' }] } };
  expect(project.refused('POST', 'global/interconnectGroups/g/createMembers', again).status).toBe(409);
  expect(project.refusal('POST', 'global/interconnectGroups/g/createMembers', {})).toMatch(/^400 Required/);
});

test('alpha makes members of a group of attachments', () => {
  const alpha = testProject({}, 'p1', 'alpha');
  const project = projectIn(alpha.simulator, 'p1');
  alpha.make('POST', 'global/interconnectAttachmentGroups', { name: 'g' });
  expect(project.get('global/interconnectAttachmentGroups/g/getOperationalStatus')).toMatchObject({
    result: { groupStatus: 'UNSPECIFIED' },
  });
  const request = { templateAttachment: { region: 'us-east1', type: 'PARTNER' }, attachments: [{ name: 'a' }] };
  alpha.make('POST', 'global/interconnectAttachmentGroups/g/createMembers', { request });
  expect(project.get('regions/us-east1/interconnectAttachments/a')).toMatchObject({
    state: 'PENDING_PARTNER',
    pairingKey: expect.stringMatching(/\/us-east1\/any$/),
  });
  expect(project.get('global/interconnectAttachmentGroups/g/getOperationalStatus')).toMatchObject({
    result: { groupStatus: 'FULLY_DOWN', attachmentStatuses: [{ status: 'PENDING_PARTNER' }] },
  });
  const placeless = { request: { attachments: [{ name: 'b' }] } };
  expect(alpha.refusal('POST', 'global/interconnectAttachmentGroups/g/createMembers', placeless)).toMatch(/region/);
});

test('an interconnect has keys of its own making, takes another name, and is never up', () => {
  const project = testProject();
  const macsec = { preSharedKeys: [{ name: 'k' }] };
  project.make('POST', 'global/interconnects', { name: 'i', interconnectType: 'DEDICATED', macsec });
  const config = project.get('global/interconnects/i/getMacsecConfig');
  expect(config).toMatchObject({
    result: { preSharedKeys: [{ name: 'k', cak: expect.stringMatching(/^[0-9a-f]{64}$/) }] },
  });
  expect(project.get('global/interconnects/i/getMacsecConfig')).toEqual(config);
  expect(project.get('global/interconnects/i/getDiagnostics')).toMatchObject({
    result: { bundleOperationalStatus: 'BUNDLE_OPERATIONAL_STATUS_DOWN' },
  });
  project.make('POST', 'global/interconnects/i/setName', { name: 'j', currentName: 'i' });
  expect(project.names('global/interconnects')).toEqual(['j']);
});
