import process from 'node:process';
import { setupServer } from 'msw/node';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { whole } from '../../test/transport-cases.ts';
import { createSimulator } from '../simulator.ts';
import { hideMachine } from './hide-machine.ts';
import { handlers } from './msw.ts';

const ZONES = 'https://compute.googleapis.com/compute/v1/projects/p1/zones';

beforeEach(() => {
  vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', '/key.json');
  vi.stubEnv('GOOGLE_CLOUD_PROJECT', undefined);
});
afterEach(() => void vi.unstubAllEnvs());

const HIDDEN = [undefined, 'gcepool-sim'];
const SHOWN = ['/key.json', undefined];
const seen = (): readonly unknown[] => [
  process.env['GOOGLE_APPLICATION_CREDENTIALS'],
  process.env['GOOGLE_CLOUD_PROJECT'],
];

describe('the machine', () => {
  test('is hidden until the last of those who hide it has gone', () => {
    const [first, second] = [hideMachine(), hideMachine()];
    first.restore();
    first.restore();
    expect(seen()).toEqual(HIDDEN);
    second.restore();
    expect(seen()).toEqual(SHOWN);
  });

  test('is hidden anew by each of them', () => {
    const first = hideMachine();
    process.env['GOOGLE_APPLICATION_CREDENTIALS'] = '/later.json';
    const noProxy = process.env['NO_PROXY'];
    const second = hideMachine();
    expect([...seen(), process.env['NO_PROXY']]).toEqual([...HIDDEN, noProxy]);
    second.restore();
    first.restore();
    expect(seen()).toEqual(['/later.json', undefined]);
  });

  test('is given back as it was, though some name hosts of their own', () => {
    vi.stubEnv('NO_PROXY', 'intern.test');
    const [first, second] = [hideMachine(), hideMachine(['sim.test'])];
    expect(process.env['NO_PROXY']).toMatch(/^intern\.test,.*,sim\.test$/);
    first.restore();
    second.restore();
    expect(process.env['NO_PROXY']).toBe('intern.test');
  });

  test('is given back, but for what was set meanwhile', () => {
    const hidden = hideMachine();
    process.env['GOOGLE_APPLICATION_CREDENTIALS'] = '/of-the-test.json';
    hidden.restore();
    expect(seen()).toEqual(['/of-the-test.json', undefined]);
  });
});

describe('handlers hide the machine', () => {
  test('until their server closes, and again from the first request when it listens anew', async () => {
    const server = setupServer(...handlers(createSimulator()));
    expect(seen()).toEqual(HIDDEN);
    for (const _ of [1, 2]) {
      server.listen({ onUnhandledFrame: 'error' });
      await whole(fetch(ZONES));
      expect(seen()).toEqual(HIDDEN);
      server.close();
      expect(seen()).toEqual(SHOWN);
    }
  });

  test('until the last of them is taken away', () => {
    const server = setupServer(...handlers(createSimulator()));
    server.use(...handlers(createSimulator()));
    server.resetHandlers();
    expect(seen()).toEqual(HIDDEN);
    server.resetHandlers(...handlers(createSimulator()));
    expect(seen()).toEqual(HIDDEN);
    server.listen();
    server.close();
    expect(seen()).toEqual(SHOWN);
  });
});
