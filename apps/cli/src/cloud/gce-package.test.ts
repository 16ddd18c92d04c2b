import { expect, test } from 'vitest';
import { startedCommand } from '../started-command.test-support.ts';

/** As where it is not installed; `.ci/pack-check` does without it in earnest. */
const WITHOUT = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module';
  registerHooks({
    resolve(specifier, context, next) {
      if (specifier !== '@gcepool/gce') return next(specifier, context);
      throw Object.assign(new Error("Cannot find package '@gcepool/gce'"), { code: 'ERR_MODULE_NOT_FOUND' });
    },
  });
`)}`;

const run = (...args: readonly string[]) => startedCommand(args, { flags: ['--import', WITHOUT] }).ended;

test('what works through Google’s client says how to install it', async () => {
  const { code, out, error } = await run('list', '--cluster', 'c', '--cloud', 'gce', '--project', 'my-project');
  expect([code, out]).toEqual([1, '']);
  expect(error).toMatch(
    /^gcepool: this command works through Google's client, which is not installed: npm install @gcepool\/gce@\d+\.\d+\.\d+ installs it/,
  );
});

test('the simulator does without it', async () => {
  expect(await run('sim', 'env', 'go')).toMatchObject({
    code: 0,
    out: expect.stringContaining('GCE_METADATA_HOST') as unknown,
  });
});
