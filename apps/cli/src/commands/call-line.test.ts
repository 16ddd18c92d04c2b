import { createSimulator } from '@gcepool/sim';
import type { CallRecord } from '@gcepool/sim';
import { expect, test } from 'vitest';
import { callLine } from './call-line.ts';

const calls: CallRecord[] = [];
const { fetch } = createSimulator({ onCall: (call) => calls.push(call) });
const ZONES = 'https://compute.googleapis.com/compute/v1/projects/p/zones';

test('a call is a line, with what went wrong', async () => {
  await fetch(`${ZONES}/us-central1-a`);
  await fetch(`${ZONES}/nowhere`);
  await fetch(`${ZONES}/a%0Ab%1B`);
  const lines = calls.map((call) => callLine(call, 'text'));
  expect(lines[0]).toMatch(/^2026-01-05T16:00:0\S+Z 200 GET zones\.get projects\/p\/zones\/us-central1-a \S+$/);
  expect(lines[1]).toMatch(/ 404 GET zones\.get projects\/p\/zones\/nowhere \S+ notFound$/);
  expect(lines[2]).not.toMatch(/\p{Cc}/u);
});

test('and a document on a line', () => {
  const [call] = calls;
  expect(call && JSON.parse(callLine(call, 'json'))).toMatchObject({
    time: expect.stringMatching(/Z$/),
    status: 200,
    method: 'zones.get',
    httpMethod: 'GET',
    path: 'projects/p/zones/us-central1-a',
  });
});
