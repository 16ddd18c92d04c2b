import { expect, test } from 'vitest';
import { testProject } from '../../../test/test-project.ts';
import type { TestProject } from '../../../test/test-project.ts';

const GROUPS = 'global/crossSiteNetworks/c/wireGroups';
const connected = (vlanTags: readonly number[], interconnect = 'i') => ({
  endpoints: { a: { interconnects: { one: { interconnect: `global/interconnects/${interconnect}`, vlanTags } } } },
});

function prepared(): TestProject {
  const project = testProject();
  project.make('POST', 'global/crossSiteNetworks', { name: 'c' });
  for (const name of ['i', 'j']) project.make('POST', 'global/interconnects', { name, interconnectType: 'DEDICATED' });
  project.make('POST', GROUPS, { name: 'g', ...connected([100]), wireProperties: { bandwidthUnmetered: '10' } });
  return project;
}

test('a wire group shares its bandwidth unless told otherwise, and keeps its connections', () => {
  const project = prepared();
  const group = project.get(`${GROUPS}/g`);
  expect(group['wireProperties']).toEqual({ bandwidthAllocation: 'SHARED_WITH_WIRE_GROUP', bandwidthUnmetered: '10' });
  expect(group).toMatchObject({
    adminEnabled: true,
    endpoints: {
      a: {
        interconnects: {
          one: { interconnect: 'https://www.googleapis.com/compute/v1/projects/p1/global/interconnects/i' },
        },
      },
    },
  });
  expect(project.refusal('DELETE', 'global/interconnects/i')).toContain(
    `already being used by 'projects/p1/${GROUPS}/g'`,
  );
  project.make('PATCH', `${GROUPS}/g`, { description: 'the same tag stays its own' });
});

test.each([
  [{ wireProperties: { bandwidthUnmetered: '0' } }, 'Must be greater than 0.'],
  [{ ...connected([101]), wireProperties: { faultResponse: 'DISABLE_PORT' } }, 'only permitted on port mode'],
  [connected([]), "one].vlanTags' not specified"],
  [connected([1]), 'Must be -1, 0, or between 2 and 4093.'],
  [connected([-1, 101]), 'Port mode pseudowires must have a single VLAN tag'],
  [connected([100]), 'The VLAN tag is already used on the Interconnect connection.'],
  [connected([101], 'none'), "404 The resource 'projects/p1/global/interconnects/none' was not found"],
])('a wire group is refused %j', (body, words) => {
  expect(prepared().refusal('POST', GROUPS, { name: 'x', ...body })).toContain(words);
});

test.each([connected([100], 'j'), connected([0]), connected([-1])])('a wire group takes %j', (body) => {
  expect(prepared().finish('POST', GROUPS, { name: 'x', ...body })).not.toHaveProperty('error');
});

test('a wire leads from each connection of one endpoint to one of the other', () => {
  const project = prepared();
  const to = (interconnect: string, vlanTags: readonly number[]) => ({
    interconnect: `global/interconnects/${interconnect}`,
    vlanTags,
  });
  const endpoints = {
    east: { interconnects: { two: to('i', [0]), one: to('i', [200]) } },
    central: { interconnects: { one: to('j', [300]), two: to('j', [301]) } },
  };
  project.make('POST', GROUPS, { name: 'x', endpoints, adminEnabled: false });
  const link = (name: string) => `https://www.googleapis.com/compute/v1/projects/p1/global/interconnects/${name}`;
  expect(project.get(`${GROUPS}/x`)['wires']).toEqual([
    {
      label: 'central+one,east+one',
      endpoints: [
        { interconnect: link('j'), vlanTag: 300 },
        { interconnect: link('i'), vlanTag: 200 },
      ],
      adminEnabled: false,
    },
    {
      label: 'central+two,east+two',
      endpoints: [{ interconnect: link('j'), vlanTag: 301 }, { interconnect: link('i') }],
      adminEnabled: false,
    },
  ]);
  // With one end alone there is nothing to lead to.
  expect(project.get(`${GROUPS}/g`)).not.toHaveProperty('wires');
});
