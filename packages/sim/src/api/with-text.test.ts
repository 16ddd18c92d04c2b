import { expect, test } from 'vitest';
import { testProject } from '../../test/test-project.ts';
import { createSimulator } from '../index.ts';
import { withText } from './with-text.ts';

test('a body is made a text once, and a text stays the request that it is in', () => {
  const request = {
    method: 'POST',
    url: '/compute/v1/projects/p1/global/networks',
    body: { name: 'n', left: undefined },
  };
  expect(withText(request)).toEqual({ ...request, body: '{"name":"n"}' });
  for (const same of [withText(request), { ...request, body: undefined }]) expect(withText(same)).toBe(same);
});

test('a body is asked for what it is once, and what JSON cannot say is refused', () => {
  let asked = 0;
  const body = {
    toJSON: () => {
      asked++;
      return { name: 'n', autoCreateSubnetworks: false };
    },
  };
  const simulator = createSimulator();
  const url = '/compute/v1/projects/p1/global/networks';
  expect(simulator.handle({ method: 'POST', url, body }).status).toBe(200);
  expect(asked).toBe(1);
  const endless: Record<string, unknown> = {};
  endless['self'] = endless;
  expect(testProject().refusal('POST', 'global/networks', endless)).toContain('400 Invalid JSON payload received.');
});
