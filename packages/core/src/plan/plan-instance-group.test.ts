import { describe, expect, test } from 'vitest';
import { namedPort } from '../names/named-port.ts';
import { planInstanceGroup } from './plan-instance-group.ts';

const spec = { name: 'k8s-ig', zone: 'zone-a', namedPorts: [namedPort(80), namedPort(81)] };

test('an absent group is made with all ports named', () => {
  expect(planInstanceGroup(spec, undefined)).toMatchObject({
    verb: 'create',
    resource: 'zones/zone-a/instanceGroups/k8s-ig',
    reason: 'zone-a has no instance group k8s-ig',
    ports: [80, 81],
    after: {
      name: 'k8s-ig',
      namedPorts: [
        { name: 'port80', port: 80 },
        { name: 'port81', port: 81 },
      ],
    },
  });
});

test('a group that names all ports needs nothing', () => {
  const namedPorts = [namedPort(90), namedPort(81), namedPort(80)];
  expect(planInstanceGroup(spec, { name: 'k8s-ig', namedPorts })).toBeUndefined();
});

describe('missing names', () => {
  test('are added in one go, with the fingerprint read, next to those of others', () => {
    const existing = { name: 'k8s-ig', fingerprint: 'f1', namedPorts: [{ name: 'http', port: 8080 }] };
    expect(planInstanceGroup(spec, existing)).toMatchObject({
      verb: 'setNamedPorts',
      reason: 'the group does not name port80 and port81',
      before: existing,
      after: { fingerprint: 'f1', namedPorts: [{ name: 'http', port: 8080 }, namedPort(80), namedPort(81)] },
    });
  });

  test('concern only their own ports', () => {
    expect(planInstanceGroup(spec, { namedPorts: [namedPort(80)] })?.ports).toEqual([81]);
  });

  test('are missing also where the number has another name', () => {
    const existing = { namedPorts: [{ name: 'http', port: 80 }, namedPort(81)] };
    expect(planInstanceGroup(spec, existing)?.after.namedPorts).toEqual([...existing.namedPorts, namedPort(80)]);
  });

  test('replace an entry that gives the name another number', () => {
    const existing = { namedPorts: [{ name: 'port80', port: 8080 }, namedPort(81)] };
    expect(planInstanceGroup(spec, existing)?.after.namedPorts).toEqual([namedPort(81), namedPort(80)]);
  });
});
