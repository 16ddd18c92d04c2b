import { afterEach, expect, test, vi } from 'vitest';
import { hideMachine } from '../runners/hide-machine.ts';
import { warnOfProxy } from './warn-of-proxy.ts';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

function warnings(env: Readonly<Record<string, string>>): readonly string[] {
  for (const name of ['NODE_USE_ENV_PROXY', 'HTTPS_PROXY', 'https_proxy', 'NO_PROXY', 'no_proxy'])
    vi.stubEnv(name, env[name]);
  const emitted = vi.spyOn(process, 'emitWarning').mockReturnValue();
  warnOfProxy();
  return emitted.mock.calls.map(([message]) => String(message));
}

const USED = { NODE_USE_ENV_PROXY: '1', HTTPS_PROXY: 'http://127.0.0.1:9' };

test('says what to call where Node.js uses a proxy', () => {
  expect(warnings(USED)).toEqual([expect.stringContaining('call hideMachine()')]);
});

test.each([
  {},
  { HTTPS_PROXY: 'http://127.0.0.1:9' },
  { NODE_USE_ENV_PROXY: '1' },
  { ...USED, NO_PROXY: '*' },
  { ...USED, no_proxy: 'intern.test, .googleapis.com' },
])('says nothing with %j', (env) => {
  expect(warnings(env)).toEqual([]);
});

test('says nothing where the machine is hidden', () => {
  for (const [name, value] of Object.entries(USED)) vi.stubEnv(name, value);
  const emitted = vi.spyOn(process, 'emitWarning').mockReturnValue();
  const hidden = hideMachine();
  warnOfProxy();
  hidden.restore();
  expect(emitted).not.toHaveBeenCalled();
});
