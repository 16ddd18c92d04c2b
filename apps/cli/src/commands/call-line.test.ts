import { createSimulator } from '@gcepool/sim';
import type { CallRecord } from '@gcepool/sim';
import { expect, test } from 'vitest';
import { stripVTControlCharacters } from 'node:util';
import { colourStyle, plainStyle } from '../output/style.ts';
import { callLine } from './call-line.ts';

const calls: CallRecord[] = [];
const { fetch } = createSimulator({ onCall: (call) => calls.push(call) });
const ZONES = 'https://compute.googleapis.com/compute/v1/projects/p/zones';

test('a call is a line, with what went wrong', async () => {
  await fetch(`${ZONES}/us-central1-a`);
  await fetch(`${ZONES}/nowhere`);
  await fetch(`${ZONES}/a%0Ab%1B`);
  const lines = calls.map((call) => callLine(call, 'text', plainStyle));
  expect(lines[0]).toMatch(/^2026-01-05T16:00:0\S+Z 200 GET zones\.get projects\/p\/zones\/us-central1-a \S+$/);
  expect(lines[1]).toMatch(/ 404 GET zones\.get projects\/p\/zones\/nowhere \S+ notFound$/);
  expect(lines[2]).not.toMatch(/\p{Cc}/u);
});

test('on a terminal the time is dim, the method strong, and the status says how it went', () => {
  const [well, ill] = calls.map((call) => callLine(call, 'text', colourStyle));
  expect(well).toContain(`${colourStyle.good('200')} GET ${colourStyle.strong('zones.get')} `);
  expect(well?.startsWith(colourStyle.dim('2026-01-05T16:00:0').slice(0, 8))).toBe(true);
  expect(ill).toContain(`${colourStyle.bad('404')} GET `);
  const plain = calls.map((call) => callLine(call, 'text', plainStyle));
  expect([well, ill].map((line) => stripVTControlCharacters(line ?? ''))).toEqual(plain.slice(0, 2));
});

test('and a document on a line', () => {
  const [call] = calls;
  expect(call && JSON.parse(callLine(call, 'json', colourStyle))).toMatchObject({
    time: expect.stringMatching(/Z$/),
    status: 200,
    method: 'zones.get',
    httpMethod: 'GET',
    path: 'projects/p/zones/us-central1-a',
  });
});
