import { modelOf } from '@gcepool/api';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../kernel/json.ts';
import { compileFilter } from './filter.ts';

const V1 = { project: 'p1', model: modelOf('v1') };

const LINK = 'https://www.googleapis.com/compute/v1/projects/p/global/networks/test-nw';

const INSTANCE: JsonObject = {
  id: '9007199254740993',
  name: 'web-1',
  description: 'the first (of two) "web" servers',
  creationTimestamp: '2026-01-05T08:00:00.000-08:00',
  status: 'RUNNING',
  deletionProtection: false,
  scheduling: { automaticRestart: true },
  labels: { env: 'prod', tier: 'front-end' },
  tags: { items: ['lb', 'blue'], fingerprint: 'abc=' },
  networkInterfaces: [
    { network: LINK, name: 'nic0' },
    { network: 'other', name: 'nic1' },
  ],
  metadata: { items: [{ key: 'a', value: 'b' }] },
};

const FIREWALL: JsonObject = {
  name: 'fw1',
  network: LINK,
  direction: 'INGRESS',
  priority: 1000,
  sourceRanges: ['10.0.0.0/8'],
};

const accepts = (filter: string, resource: JsonObject = INSTANCE, schema = 'Instance'): boolean =>
  compileFilter(filter, schema, V1)(resource);

test.each([
  ['name = web-1', true],
  ['name=web-1', true],
  ['name = "web-1"', true],
  ["name = 'web-1'", true],
  ['name != web-1', false],
  ['name != example-instance', true],
  ['name = web-*', true],
  ['name = "*-1"', true],
  ['name = *eb*', true],
  ['name = *-2', false],
  ['name:web', true],
  ['name:b-1', true],
  ['name:web-*', true],
  ['name:eb-*', false],
  ['name:other', false],
  ['description = "the first (of two) \\"web\\" servers"', true],
  ['name > a', true],
  ['name < a', false],
  ['status = RUNNING', true],
  ['deletionProtection = false', true],
  ['deletionProtection != false', false],
  ['scheduling.automaticRestart = true', true],
  ['id = 9007199254740993', true],
  ['id > 9007199254740992', true],
  ['id <= 9007199254740992', false],
  ['labels.env = prod', true],
  ['labels.env != prod', false],
  ['labels.env:*', true],
  ['labels.owner:*', false],
  ['-labels.owner:*', true],
  ['labels.env:prod', true],
  ['labels.env:pro', false],
  ['labels."env" = prod', true],
  ['labels:tier', true],
  ['labels:owner', false],
  ['labels:*', true],
  ['tags.items:lb', true],
  ['tags.items:l', false],
  ['networkInterfaces.name:nic1', true],
  ['networkInterfaces:*', true],
  ['creationTimestamp = "2026-01-05T16:00:00Z"', true],
  ['creationTimestamp > "2026-01-05T15:59:59.999Z"', true],
  ['creationTimestamp < 2026-01-05T17:30:00+01:00', true],
  ['creationTimestamp < 2026-01-05T17:00:00+01:00', false],
  ['name = web-1 AND status = RUNNING', true],
  ['name = web-1 AND status = STOPPED', false],
  ['name = web-2 OR status = RUNNING', true],
  ['name = web-1 status = STOPPED', false],
  ['(name = web-1) (status = RUNNING)', true],
  ['(name = web-1)(status = RUNNING)', true],
  ['(name = web-1)\n(status = RUNNING)', true],
  ['NOT name = web-1', false],
  ['NOT (name = web-1 AND status = STOPPED)', true],
  ['-(name = web-1)', false],
  ['-name = web-1', false],
  ['NOT status = STOPPED AND name = web-1', true],
])('%s → %s', (filter, expected) => {
  expect(accepts(filter)).toBe(expected);
});

test('OR binds tighter than AND, so that the documented example means what it says', () => {
  const filter = '(name = "x") OR\n(name = "web-1") AND\n(scheduling.automaticRestart = true)';
  expect(accepts(filter)).toBe(true);
  expect(accepts(filter, { name: 'x', scheduling: { automaticRestart: false } })).toBe(false);
  expect(accepts(filter, { name: 'x', scheduling: { automaticRestart: true } })).toBe(true);
});

test.each([
  ['priority < 1001', true],
  ['priority<=1000', true],
  ['priority >= 1e3', true],
  ['priority > 1000', false],
  ['priority > -1', true],
  ['priority != 1000', false],
  [`network = "${LINK}"`, true],
  [`network = ${LINK}`, true],
  ['network = test-nw', false],
  ['network:test-nw', true],
  ['sourceRanges:10.0.0.0/8', true],
])('of a firewall: %s → %s', (filter, expected) => {
  expect(accepts(filter, FIREWALL, 'Firewall')).toBe(expected);
});

test('an absent field equals nothing and differs from everything', () => {
  expect(accepts('description = ""', { name: 'a' })).toBe(false);
  expect(accepts('description != ""', { name: 'a' })).toBe(true);
  expect(accepts('description:*', { name: 'a' })).toBe(false);
  expect(accepts('deletionProtection = false', { name: 'a' })).toBe(false);
  expect(accepts('networkInterfaces:*', { networkInterfaces: [] })).toBe(false);
  expect(accepts('labels:*', { labels: {} })).toBe(false);
});

test('wildcards take time linear in the text', () => {
  const predicate = compileFilter(`description = ${'*a'.repeat(200)}*b`, 'Instance', V1);
  expect(predicate({ description: 'a'.repeat(100_000) })).toBe(false);
});

test.each([
  'network = "https://compute.googleapis.com/compute/beta/projects/p1/global/networks/default"',
  'network = "http://127.0.0.1:8080/compute/v1/projects/p1/global/networks/default/"',
  'network = projects/p1/global/networks/default',
  'network:"https://compute.googleapis.com/compute/v1/projects/p1/global/networks/default"',
  'network eq https://compute.googleapis.com/compute/v1/projects/p1/global/networks/default',
  'network eq "http://127.0.0.1:8080/compute/v1/projects/p1/global/networks/def.*"',
  'network eq global/networks/default',
])('a link is the resource it names: %s', (filter) => {
  const network = `https://www.googleapis.com/compute/v1/projects/p1/global/networks/default`;
  expect(accepts(filter, { network }, 'Firewall')).toBe(true);
  expect(accepts(filter, { network: `${network.slice(0, -7)}other` }, 'Firewall')).toBe(false);
});

test('fields may be in snake case, keys of maps are as they are', () => {
  expect(accepts('guest_cpus > 0', { guestCpus: 2 }, 'MachineType')).toBe(true);
  expect(accepts('guest_cpus eq 2', { guestCpus: 2 }, 'MachineType')).toBe(true);
  expect(accepts('labels.my_key = a', { labels: { my_key: 'a' } })).toBe(true);
});
