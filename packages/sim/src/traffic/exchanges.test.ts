import { expect, test } from 'vitest';
import { testProject } from '../../test/test-project.ts';

test('what was sent and answered is kept while somebody wants it', () => {
  const { simulator, begin } = testProject();
  begin('POST', 'global/healthChecks', { name: 'before', type: 'TCP' });
  const [first, second] = [simulator.exchanges.keep(), simulator.exchanges.keep()];
  begin('POST', 'global/addresses', { name: 'kept' });
  const { sequence = 0 } = simulator.calls.list().at(-1) ?? {};
  expect(simulator.exchanges.of(sequence - 1)).toBeUndefined();
  const kept = simulator.exchanges.of(sequence);
  expect(kept).toMatchObject({ method: 'POST', url: expect.stringMatching(/global\/addresses$/), status: 200 });
  expect(JSON.parse(kept?.body ?? '')).toEqual({ name: 'kept' });
  expect(JSON.parse(kept?.answer ?? '')).toMatchObject({ operationType: 'insert' });
  first();
  first();
  expect(simulator.exchanges.of(sequence)).toEqual(kept);
  second();
  expect(simulator.exchanges.of(sequence)).toBeUndefined();
});

test('it holds the latest, says what was too long, and begins anew with the log', () => {
  const { simulator } = testProject();
  simulator.exchanges.keep();
  const send = (body: unknown) => void simulator.handle({ method: 'POST', url: '/nothing', body });
  send('x'.repeat(100_000));
  expect(simulator.exchanges.of(1)).toMatchObject({ status: 404, tooLong: ['body'] });
  expect(simulator.exchanges.of(1)).not.toHaveProperty('body');
  for (let index = 0; index < 100; index++) send('y'.repeat(60_000));
  expect(simulator.exchanges.of(1)).toBeUndefined();
  expect(simulator.exchanges.of(101)?.body).toHaveLength(60_000);
  simulator.calls.clear();
  send('z');
  expect([simulator.exchanges.of(1)?.body, simulator.exchanges.of(101)]).toEqual(['z', undefined]);
});

test('a body that no JSON says is none', () => {
  const { simulator } = testProject();
  simulator.exchanges.keep();
  const body: Record<string, unknown> = {};
  body['itself'] = body;
  simulator.handle({ method: 'POST', url: '/nothing', body });
  expect(simulator.exchanges.of(1)).toMatchObject({ body: '' });
});
