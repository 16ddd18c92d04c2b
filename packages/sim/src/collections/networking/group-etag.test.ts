import { expect, test } from 'vitest';
import { LINK } from '../../../test/machines.ts';
import { testProject } from '../../../test/test-project.ts';

const GROUP = 'global/interconnectGroups/g';
const ATTACHMENTS = 'global/interconnectAttachmentGroups';

function projectWithGroup() {
  const project = testProject();
  for (const name of ['i', 'j']) project.make('POST', 'global/interconnects', { name, interconnectType: 'DEDICATED' });
  const interconnects = { one: { interconnect: 'global/interconnects/i' } };
  project.make('POST', 'global/interconnectGroups', { name: 'g', interconnects });
  return project;
}

test('groups name what they are of by links', () => {
  const project = projectWithGroup();
  expect(project.get(GROUP)).toMatchObject({
    interconnects: { one: { interconnect: `${LINK}global/interconnects/i` } },
  });
  project.make('POST', 'regions/us-east1/routers', { name: 'r', network: 'global/networks/default' });
  const attachment = { name: 'a', type: 'PARTNER', router: 'regions/us-east1/routers/r' };
  project.make('POST', 'regions/us-east1/interconnectAttachments', attachment);
  project.make('POST', ATTACHMENTS, {
    name: 'g',
    interconnectGroup: GROUP,
    attachments: { one: { attachment: 'regions/us-east1/interconnectAttachments/a' } },
  });
  expect(project.get(`${ATTACHMENTS}/g`)).toMatchObject({
    interconnectGroup: LINK + GROUP,
    attachments: { one: { attachment: `${LINK}regions/us-east1/interconnectAttachments/a` } },
  });
  const missing = { name: 'x', interconnectGroup: 'global/interconnectGroups/none' };
  expect(project.refusal('POST', ATTACHMENTS, missing)).toContain("interconnectGroups/none' was not found");
});

test('an interconnect is in a group once', () => {
  const twice = Object.fromEntries(['one', 'two'].map((name) => [name, { interconnect: 'global/interconnects/j' }]));
  const project = projectWithGroup();
  expect(project.refusal('POST', 'global/interconnectGroups', { name: 'x', interconnects: twice })).toContain(
    'must be unique',
  );
});

test('a token that is sent is the current one', () => {
  const project = projectWithGroup();
  const { etag } = project.get(GROUP);
  project.make('PATCH', GROUP, { description: 'd' });
  expect(project.refusal('PATCH', GROUP, { description: 'e', etag })).toBe('412 Invalid etag.');
  project.make('PATCH', GROUP, { description: 'e', etag: project.get(GROUP)['etag'] });
  expect(project.get(GROUP)).toMatchObject({ description: 'e' });
});
