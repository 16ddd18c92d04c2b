import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasZone, readNodes } from './node.ts';
import type { Node } from './node.ts';
import { LARGEST_GROUP, planMembers } from './plan-members.ts';
import type { GroupMembers } from './plan-members.ts';

const group = (zone: string, ...members: string[]): GroupMembers => ({ name: 'k8s-ig', zone, members });
const node = (name: string, zone?: string): Node => ({ name, zone });
const changes = (nodes: readonly Node[], ...groups: GroupMembers[]) =>
  planMembers(nodes, groups).waves.map((wave) =>
    wave.map(({ verb, zone, instances }) => `${verb} ${zone} ${instances.join(' ')}`),
  );

test('what joins goes first, then what leaves, one call for each group', () => {
  expect(
    changes(
      [node('n1', 'a'), node('n4', 'a'), node('n5', 'a'), node('n6', 'b')],
      group('a', 'n1', 'n2', 'n3'),
      group('b', 'n7'),
    ),
  ).toEqual([
    ['addInstances a n4 n5', 'addInstances b n6'],
    ['removeInstances a n2 n3', 'removeInstances b n7'],
  ]);
});

test('members that are right need nothing', () => {
  expect(changes([node('n1', 'a'), node('n2', 'b')], group('a', 'n1'), group('b', 'n2'))).toEqual([]);
});

test('a reason names what moves', () => {
  expect(planMembers([], [group('a', 'n2', 'n1')]).waves[0]?.[0]?.reason).toBe('no longer among the nodes: n1 and n2');
});

test('instances of one name in two zones are two, of which one may wait', () => {
  const nodes = readNodes([node('n1', 'a'), { ...node('n1', 'b'), waits: 'is not Ready' }]);
  expect(changes(nodes, group('a'), group('b', 'n1', 'n2'))).toEqual([['addInstances a n1'], ['removeInstances b n2']]);
});

test('a node that moved to another zone leaves the old group', () => {
  expect(changes([node('n1', 'b')], group('a', 'n1'), group('b'))).toEqual([
    ['addInstances b n1'],
    ['removeInstances a n1'],
  ]);
});

describe('left undone and told', () => {
  test.each([undefined, ''])('a node whose zone is %j: neither added nor removed', (zone) => {
    const nodes = [node('n1', zone), node('n2', zone)];
    expect(changes(nodes, group('a', 'n1'))).toEqual([]);
    expect(planMembers(nodes, [group('a', 'n1')]).notices).toEqual([
      { about: 'n2', message: 'its zone is unknown, so it was not added to any group' },
    ]);
  });

  test('a node that waits: it stays where it is a member, and joins no group', () => {
    const nodes = [
      { ...node('n1', 'a'), waits: 'is not Ready' },
      { ...node('n2', 'a'), waits: 'is not Ready' },
      { ...node('n3', 'b'), waits: 'is not Ready' },
    ];
    expect(changes(nodes, group('a', 'n1'))).toEqual([]);
    expect(planMembers(nodes, [group('a', 'n1')]).notices).toEqual([
      { about: 'n2', message: 'is not Ready, so it was not added to any group' },
      { about: 'n3', message: 'is not Ready, so it was not added to any group' },
    ]);
  });

  test('nodes of a zone without group: none is made', () => {
    const planned = planMembers([node('n1', 'b'), node('n2', 'b')], [group('a')]);
    expect(planned.waves).toEqual([]);
    expect(planned.notices).toEqual([{ about: 'zones/b', message: 'has no instance group; not added: n1 and n2' }]);
  });

  test('nodes beyond a thousand: present members stay, then names in order', () => {
    const nodes = Array.from({ length: LARGEST_GROUP + 2 }, (_, index) =>
      node(`n${String(index).padStart(4, '0')}`, 'a'),
    );
    const planned = planMembers(nodes, [group('a', 'n1001')]);
    const [[step] = []] = planned.waves;
    expect(step?.instances).toHaveLength(LARGEST_GROUP - 1);
    expect(step?.instances).not.toContain('n1000');
    expect(planned.notices).toEqual([
      { about: 'zones/a/instanceGroups/k8s-ig', message: 'a group holds 1000 members; left out: n0999 and n1000' },
    ]);
  });
});

test('what has no room in a full group joins after others left', () => {
  const members = Array.from({ length: LARGEST_GROUP - 1 }, (_, index) => `n${index}`);
  const nodes = [...members.slice(1), 'x', 'y'].map((name) => node(name, 'a'));
  expect(changes(nodes, group('a', ...members))).toEqual([
    ['addInstances a x'],
    ['removeInstances a n0'],
    ['addInstances a y'],
  ]);
});

test('nodes are read once each; a known zone wins over an unknown one', () => {
  expect(readNodes(['b', { name: 'b', zone: 'z' }, 'b', 'a'])).toEqual([{ name: 'a' }, { name: 'b', zone: 'z' }]);
});

test('after a plan is carried out, nothing is left to plan', () => {
  const name = fc.constantFrom('n1', 'n2', 'n3', 'n4', 'n5');
  const zone = fc.constantFrom('a', 'b', 'c', '');
  fc.assert(
    fc.property(fc.array(fc.record({ name, zone })), fc.uniqueArray(name), fc.uniqueArray(name), (given, inA, inB) => {
      const nodes = readNodes(given);
      const groups = new Map([
        ['a', new Set<string>(inA)],
        ['b', new Set<string>(inB)],
      ]);
      const observed = () => [...groups].map(([of, members]) => group(of, ...members));
      for (const step of planMembers(nodes, observed()).waves.flat()) {
        for (const instance of step.instances) {
          if (step.verb === 'addInstances') groups.get(step.zone)?.add(instance);
          else groups.get(step.zone)?.delete(instance);
        }
      }
      expect(planMembers(nodes, observed()).waves).toEqual([]);
      const placed = nodes.filter(hasZone).filter(({ zone: of }) => groups.has(of));
      expect(placed.filter(({ name: known, zone: of }) => !groups.get(of)?.has(known))).toEqual([]);
    }),
  );
});
