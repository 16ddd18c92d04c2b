import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instance, ZONE } from '../../../test/machines.ts';
import { GROUP, healthOf, makeNow, probedGroup } from '../../../test/probed-group.ts';
import type { TestProject } from '../../../test/test-project.ts';
import { projectIn } from '../../../test/test-project.ts';
import { asObject } from '../../kernel/json.ts';
import { createSimulator } from '../../index.ts';

const PROBERS = ['130.211.0.0/22', '35.191.0.0/16'];
const TCP = [{ IPProtocol: 'tcp', ports: ['8080'] }];
const ALLOW = { allowed: TCP, sourceRanges: PROBERS };
const DENY = { denied: TCP, sourceRanges: PROBERS };
const RULE = 'global/firewalls/r0';

/** Instance `i` of the group is probed on port 8080, twice to be healthy and three times not to be. */
function probedBehind(...rules: readonly object[]): TestProject {
  const project = probedGroup({ health: 'live', firewalls: 'enforced' });
  for (const [index, rule] of rules.entries()) {
    makeNow(project, 'POST', 'global/firewalls', { name: `r${index}`, ...rule });
  }
  return project;
}

function healthBehind(...rules: readonly object[]): string | undefined {
  const project = probedBehind(...rules);
  project.simulator.clock.advance(30_000);
  return healthOf(project)['i'];
}

describe('probes', () => {
  test('are dropped where no rule lets them in, and found out as the check says', () => {
    const project = probedBehind();
    const course = [0, 29_999, 1].map((ms) => {
      project.simulator.clock.advance(ms);
      return healthOf(project)['i'];
    });
    expect(course).toEqual(['UNKNOWN', 'UNKNOWN', 'UNHEALTHY']);
  });

  test('pass where no firewall is enforced', () => {
    const project = probedGroup({ health: 'live' });
    project.simulator.clock.advance(30_000);
    expect(healthOf(project)).toEqual({ i: 'HEALTHY' });
  });

  test('that are let in find what the instance does', () => {
    const project = probedBehind(ALLOW);
    project.simulator.clock.advance(20_000);
    expect(healthOf(project)).toEqual({ i: 'HEALTHY' });
    project.simulator.health.set({ instance: `projects/p1/${ZONE}/instances/i`, behaviour: 'down' });
    project.simulator.clock.advance(30_000);
    expect(healthOf(project)).toEqual({ i: 'UNHEALTHY' });
  });

  test('meet the rules as they are now', () => {
    const project = probedBehind(ALLOW);
    project.simulator.clock.advance(30_000);
    const seen = [{ disabled: true }, { disabled: false }, { targetTags: ['web'] }].map((change) => {
      makeNow(project, 'PATCH', RULE, change);
      return healthOf(project)['i'];
    });
    expect(seen).toEqual(['UNHEALTHY', 'HEALTHY', 'UNHEALTHY']);
    const { tags } = project.get(`${ZONE}/instances/i`);
    makeNow(project, 'POST', `${ZONE}/instances/i/setTags`, {
      items: ['web'],
      fingerprint: asObject(tags)['fingerprint'],
    });
    expect(healthOf(project)).toEqual({ i: 'HEALTHY' });
    makeNow(project, 'DELETE', RULE);
    expect(healthOf(project)).toEqual({ i: 'UNHEALTHY' });
  });

  test('meet the same in a fork and after a snapshot', () => {
    const project = probedBehind(ALLOW);
    project.simulator.clock.advance(30_000);
    const fork = projectIn(project.simulator.fork());
    makeNow(fork, 'DELETE', RULE);
    const snapshot = fork.simulator.snapshot();
    const restored = createSimulator({ clock: 'manual', health: 'live', firewalls: 'enforced', snapshot });
    const states = [project, fork, projectIn(restored)].map((one) => healthOf(one)['i']);
    expect(states).toEqual(['HEALTHY', 'UNHEALTHY', 'UNHEALTHY']);
  });
});

test.each([
  ['both ranges of probers', ALLOW],
  ['anywhere, the default', { allowed: TCP }],
  ['wider ranges', { ...ALLOW, sourceRanges: ['35.128.0.0/9', '130.211.0.0/16'] }],
  ['ranges that add up', { ...ALLOW, sourceRanges: ['0.0.0.0/1', '128.0.0.0/1'] }],
  ['a range of ports', { ...ALLOW, allowed: [{ IPProtocol: 'tcp', ports: ['80', '8000-9000'] }] }],
  ['all ports', { ...ALLOW, allowed: [{ IPProtocol: 'tcp' }] }],
  ['all protocols', { ...ALLOW, allowed: [{ IPProtocol: 'all' }] }],
  ['addresses that are its own', { ...ALLOW, destinationRanges: ['10.128.0.0/9'] }],
  ['a protocol by its number', { ...ALLOW, allowed: [{ IPProtocol: '6' }] }],
])('a rule for %s lets them in', (_what, rule) => {
  expect(healthBehind(rule)).toBe('HEALTHY');
});

test.each([
  ['one range of probers', { ...ALLOW, sourceRanges: PROBERS.slice(1) }],
  ['half a range', { ...ALLOW, sourceRanges: ['130.211.0.0/23', '35.191.0.0/16'] }],
  ['others', { ...ALLOW, sourceRanges: ['10.0.0.0/8'] }],
  ['senders by tag', { allowed: TCP, sourceTags: ['web'] }],
  ['another port', { ...ALLOW, allowed: [{ IPProtocol: 'tcp', ports: ['8081', '80-90'] }] }],
  ['another protocol', { ...ALLOW, allowed: [{ IPProtocol: 'udp' }] }],
  ['nothing, being disabled', { ...ALLOW, disabled: true }],
  ['what goes out', { allowed: TCP, direction: 'EGRESS' }],
  ['other instances by tag', { ...ALLOW, targetTags: ['web'] }],
  ['other instances by account', { ...ALLOW, targetServiceAccounts: ['x@p1.iam.gserviceaccount.com'] }],
  ['other addresses', { ...ALLOW, destinationRanges: ['192.0.2.0/24'] }],
])('a rule for %s does not', (_what, rule) => {
  expect(healthBehind(rule)).toBe('UNHEALTHY');
});

test.each([
  ['the lower number', [ALLOW, { ...DENY, priority: 999 }], 'UNHEALTHY'],
  ['the lower number', [ALLOW, { ...DENY, priority: 1001 }], 'HEALTHY'],
  ['denial among equals', [ALLOW, DENY], 'UNHEALTHY'],
  ['what fits of those that deny', [ALLOW, { ...DENY, priority: 1, sourceRanges: ['10.0.0.0/8'] }], 'HEALTHY'],
  ['what fits of those that deny', [ALLOW, { ...DENY, priority: 1, sourceRanges: ['198.51.100.0/24'] }], 'HEALTHY'],
  ['a denial of one address', [ALLOW, { ...DENY, priority: 1, sourceRanges: ['35.191.7.7'] }], 'UNHEALTHY'],
  ['a denial of a few', [ALLOW, { ...DENY, priority: 1, sourceRanges: ['35.191.7.7/32'] }], 'UNHEALTHY'],
  [
    'two that allow a range each',
    PROBERS.map((range, priority) => ({ ...ALLOW, sourceRanges: [range], priority })),
    'HEALTHY',
  ],
])('of several rules it takes %s', (_what, rules, expected) => {
  expect(healthBehind(...rules)).toBe(expected);
});

test('the rules of another network are for its own instances', () => {
  const project = probedBehind();
  makeNow(project, 'POST', 'global/networks', { name: 'other' });
  makeNow(project, 'POST', 'global/firewalls', { name: 'r', network: 'global/networks/other', ...ALLOW });
  project.simulator.clock.advance(30_000);
  expect(healthOf(project)).toEqual({ i: 'UNHEALTHY' });
});

test('a rule for an instance by its account lets them in to it alone', () => {
  const email = 'web@p1.iam.gserviceaccount.com';
  const project = probedBehind({ ...ALLOW, targetServiceAccounts: [email] });
  makeNow(project, 'POST', `${ZONE}/instances`, instance('k', { serviceAccounts: [{ email, scopes: [] }] }));
  makeNow(project, 'POST', `${GROUP}/addInstances`, { instances: [{ instance: `${ZONE}/instances/k` }] });
  project.simulator.clock.advance(30_000);
  expect(healthOf(project)).toEqual({ i: 'UNHEALTHY', k: 'HEALTHY' });
});

const numberOf = (address: string): number => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);

/** The first and the last address of a range. */
function ends(range: string): readonly [number, number] {
  const [address = '', bits] = range.split('/');
  return [numberOf(address), numberOf(address) + 2 ** (32 - Number(bits)) - 1];
}

const ruleAmongOthers = fc.record({
  isDenial: fc.boolean(),
  priority: fc.nat(3),
  disabled: fc.boolean(),
  sourceRanges: fc.subarray(['0.0.0.0/1', '128.0.0.0/1', '130.211.2.0/23', '35.191.0.0/17', ...PROBERS], {
    minLength: 1,
  }),
});

test('probes pass where the first rule for the address of each prober allows it', () => {
  // The ranges above begin or end nowhere else, so these addresses stand for all.
  const probers = ['130.211.0.0', '130.211.2.0', '35.191.0.0', '35.191.128.0'].map(numberOf);
  fc.assert(
    fc.property(fc.array(ruleAmongOthers, { maxLength: 5 }), (rules) => {
      const isAllowed = (address: number): boolean =>
        rules
          .filter(({ disabled }) => !disabled)
          .filter(({ sourceRanges }) =>
            sourceRanges.map(ends).some(([first, last]) => first <= address && address <= last),
          )
          .toSorted((a, b) => a.priority - b.priority || Number(b.isDenial) - Number(a.isDenial))[0]?.isDenial ===
        false;
      const bodies = rules.map(({ isDenial, ...fields }) => ({ ...fields, [isDenial ? 'denied' : 'allowed']: TCP }));
      expect(healthBehind(...bodies)).toBe(probers.every(isAllowed) ? 'HEALTHY' : 'UNHEALTHY');
    }),
    { numRuns: 100 },
  );
});
