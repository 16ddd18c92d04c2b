import { expect, test } from 'vitest';
import { testProject } from '../../../test/test-project.ts';

const PATH = 'regions/us-central1/commitments';
const BODY = { name: 'c', plan: 'TWELVE_MONTH', resources: [{ type: 'VCPU', amount: '4' }] };

test('a commitment begins the next day, and lasts as long as its plan says', () => {
  const project = testProject({ clock: 'manual', startTime: '2026-01-05T08:00:00-08:00' });
  project.send('POST', PATH, BODY);
  project.simulator.clock.advance(1000);
  expect(project.get(`${PATH}/c`)).toMatchObject({
    autoRenew: false,
    category: 'MACHINE',
    endTimestamp: '2027-01-06T00:00:00.000-08:00',
    startTimestamp: '2026-01-06T00:00:00.000-08:00',
    status: 'NOT_YET_ACTIVE',
    type: 'GENERAL_PURPOSE',
  });
  project.simulator.clock.advance(24 * 3_600_000);
  expect(project.get(`${PATH}/c`)['status']).toBe('ACTIVE');
  project.simulator.clock.advance(366 * 24 * 3_600_000);
  expect(project.get(`${PATH}/c`)['status']).toBe('EXPIRED');
});

test('a commitment is to something, for some time', () => {
  expect(testProject().refusal('POST', PATH, { ...BODY, plan: undefined })).toMatch(/resource.plan/);
  expect(testProject().refusal('POST', PATH, { ...BODY, resources: [] })).toMatch(/resource.resources/);
});

test.each([
  [{ resources: [{ type: 'MEMORY', amount: '1000' }] }, "'resource.resources[0].amount': '1000'"],
  [{ resources: [{ type: 'LOCAL_SSD', amount: '375' }] }, "'resource.resources[0].type': 'LOCAL_SSD'"],
  [{ reservations: [{ name: 'r' }] }, "'resource.reservations[0].zone'"],
])('a commitment is not to %j', (more, message) => {
  expect(testProject().refusal('POST', PATH, { ...BODY, ...more })).toContain(message);
});
