import { expect, test } from 'vitest';
import { LINK, projectWithInstance, ZONE } from '../../../test/machines.ts';

const TARGETS = `${ZONE}/targetInstances`;
const BODY = { name: 't', instance: `${ZONE}/instances/i` };

test('a target instance forwards packets as they are', () => {
  const project = projectWithInstance();
  project.make('POST', TARGETS, BODY);
  expect(project.get(`${TARGETS}/t`)).toEqual({
    kind: 'compute#targetInstance',
    id: expect.any(String),
    creationTimestamp: expect.any(String),
    name: 't',
    instance: `${LINK}${ZONE}/instances/i`,
    natPolicy: 'NO_NAT',
    selfLink: `${LINK}${TARGETS}/t`,
    zone: LINK + ZONE,
  });
});

test('it keeps its instance, and a forwarding rule keeps it', () => {
  const project = projectWithInstance();
  project.make('POST', TARGETS, BODY);
  const rules = 'regions/us-east1/forwardingRules';
  project.make('POST', rules, { name: 'r', IPProtocol: 'ESP', target: `${TARGETS}/t` });
  expect(project.refusal('DELETE', `${ZONE}/instances/i`)).toContain(`being used by 'projects/p1/${TARGETS}/t'`);
  expect(project.refusal('DELETE', `${TARGETS}/t`)).toBe(
    `400 The target_instance resource 'projects/p1/${TARGETS}/t' is already being used by 'projects/p1/${rules}/r'`,
  );
});

test('its instance is one of its zone', () => {
  const project = projectWithInstance();
  const message = "The instance must be in zone 'us-east1-c'.";
  expect(project.refusal('POST', 'zones/us-east1-c/targetInstances', BODY)).toContain(message);
  expect(project.refusal('POST', TARGETS, { name: 't' })).toContain("Required field 'resource.instance'");
  expect(project.refusal('POST', TARGETS, { name: 't', instance: `${ZONE}/instances/none` })).toMatch(/^404 /);
});
