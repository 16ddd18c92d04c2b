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
  ['name eq web-1', true],
  ['name eq web', false],
  ['name eq web-.*', true],
  ['name ne web-.*', false],
  ['name ne .*server', true],
  ["name eq 'web-1'", true],
  ['name eq "web-1"', true],
  ['  name   eq   web-1  ', true],
  ['name eq ^web(-.+)*-\\d$', true],
  ['name eq ^web-1$', true],
  ['name eq ".*\\bweb\\-1\\b.*"', true],
  ['name eq ".*(^web).*"', true],
  ['name eq ".*(^).*"', true],
  ['name eq ".*(^x).*"', false],
  ['description eq ".*\\"web\\".*"', true],
  ['description eq ".*\\(of\\ two\\).*"', true],
  ['description eq ".*(?i)WEB.*"', true],
  ['status eq RUNNING', true],
  ['status ne RUNNING', false],
  ['deletionProtection eq false', true],
  ['deletionProtection eq FALSE', true],
  ['scheduling.automaticRestart eq true', true],
  ['scheduling.automaticRestart ne true', false],
  ['id eq 9007199254740993', true],
  ['id eq 9007199254740992', false],
  ['labels.env eq prod', true],
  ['labels.env eq pro', false],
  ['labels.none eq .*', false],
  ['labels.none ne .*', true],
  ['(name eq web-1)', true],
  ['(name eq web-1) (status eq RUNNING)', true],
  ['(name eq web-1)(status eq STOPPED)', false],
  ['(name eq "a[)][(]b") (status eq RUNNING)', false],
  ['(name eq web-(1|2)) (status ne STOPPED)', true],
  ['(name eq web-1)((status eq RUNNING)((id eq 9007199254740993)(labels.env eq prod)))', true],
  ['(name eq web-1)((status eq RUNNING)(labels.env eq dev))', false],
])('%s → %s', (filter, expected) => {
  expect(accepts(filter)).toBe(expected);
});

test.each([
  ['(network eq ".*\\bdefault\\b.*")(direction eq INGRESS)', false],
  ['(network eq ".*\\btest\\-nw\\b.*")(direction eq INGRESS)', true],
  ['priority eq 1000', true],
  ['priority ne 1000', false],
  ['priority eq 999', false],
])('of a firewall: %s → %s', (filter, expected) => {
  expect(accepts(filter, FIREWALL, 'Firewall')).toBe(expected);
});

test('time is linear where a backtracking engine would take for ever', () => {
  const predicate = compileFilter('description eq (a+)+b', 'Instance', V1);
  expect(predicate({ description: 'a'.repeat(50_000) })).toBe(false);
  expect(predicate({ description: `${'a'.repeat(50_000)}b` })).toBe(true);
});
