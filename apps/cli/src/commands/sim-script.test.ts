import { createSimulator } from '@gcepool/sim';
import { listen } from '@gcepool/sim/node';
import { expect, test } from 'vitest';
import { ranCommand } from '../ran-command.test-support.ts';

test('gcepool sim script prints what changed a running simulator, as a script', async () => {
  const simulator = createSimulator();
  const url = '/compute/v1/projects/shop/global/networks';
  for (const name of ['uno', 'duo']) simulator.handle({ method: 'POST', url, body: { name } });
  const server = await listen(simulator);
  const script = async (...flags: readonly string[]): Promise<string> => {
    const { code, out, remarks } = await ranCommand(['sim', 'script', '--url', server.url, ...flags]);
    return code === 0 ? out : `${code} ${remarks.join(' ')}`;
  };
  expect(await script()).toBe(simulator.calls.script({ as: 'curl' }).trimEnd());
  expect(await script('--as', 'python', '--since', '1')).toBe(
    simulator.calls.script({ as: 'python', since: 1 }).trimEnd(),
  );
  expect(await script('--until', '7')).toMatch(/^1 .*answered 400: since must be what calls\.mark\(\) gave/);
  expect(await script('--as', 'perl')).toMatch(/^2 /);
  await server.close();
  expect(await script()).toMatch(/^1 .*no simulator runs at http/);
});
