import { expect, test } from 'vitest';
import { checkListenOptions, checkSimulatorOptions } from './check-options.ts';
import type { ListenOptions } from './listen-options.ts';
import type { SimulatorOptions } from './simulator-options.ts';

test.each([
  [{ sead: 'a' }, /^sead: is no option of createSimulator\(\); it takes seed, clock, /],
  [{ toString: 'a' }, /^toString: is no option/],
  [{ seed: 7 }, /^seed must be a text$/],
  [{ strict: 'yes' }, /^strict must be true or false$/],
  [{ clock: 'slow' }, /^clock must be one of 'instant', 'manual', 'real'; got 'slow'$/],
])('createSimulator does not take %j', (options, message) => {
  // As a program in JavaScript may give them.
  expect(() => checkSimulatorOptions(options as SimulatorOptions)).toThrow(message);
});

test.each([
  [{ ports: 1 }, /^ports: is no option of listen\(\); it takes port, host, /],
  [{ port: '4080' }, /^port: must be a number$/],
  [{ port: 65_536 }, /^port: must be a whole number from 0 to 65535; got 65536$/],
  [{ host: '' }, /^host: '' is no host name and no address$/],
  [{ allowHosts: 'sim.test' }, /^allowHosts: must be a list of texts$/],
  [{ allowHosts: ['sim.test', '*.test'] }, /^allowHosts: '\*\.test' is no host name/],
  [{ allowHosts: ['sim.test', 7] }, /^allowHosts: must be texts$/],
  [{ adminToken: 'secret' }, /^adminToken: must have at least 8 characters$/],
  [{ token: 12_345_678 }, /^token: must be a text$/],
  [{ memory: 63 }, /^memory: must be a whole number of MiB, at least 64; got 63$/],
  [{ memory: Number.NaN }, /^memory: must be a whole number of MiB/],
  [{ ownLinks: 'no' }, /^ownLinks: must be true or false$/],
])('listen does not take %j', (options, message) => {
  // As a program in JavaScript may give them.
  expect(() => checkListenOptions(options as ListenOptions)).toThrow(message);
});

test('what is left out, or undefined, is as by default', () => {
  expect(() => checkSimulatorOptions({})).not.toThrow();
  const unsaid: object = { token: undefined };
  expect(() => checkListenOptions({ ...unsaid, allowHosts: ['sim.test', '::1'] })).not.toThrow();
});
