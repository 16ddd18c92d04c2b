import { access, constants, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/*
 * The environment in which tests run, and the processes that they start: the same on every machine. What Google's clients
 * look for (credentials, gcloud, proxies, the metadata server of a machine of Google's) is not there unless a test puts it
 * there.
 */

/** All programs that tests may call by name; one that wants another, such as gcloud, sets a `PATH` of its own. */
const PROGRAMS = ['bash', 'cat', 'curl', 'env', 'grep', 'head', 'printenv', 'sh'];

/** The variables that are kept: where and how to print, Node's own, and those by which a run of the tests is set. */
const KEPT =
  /^(?:TMPDIR|TEMP|TMP|SYSTEMROOT|TERM|COLORTERM|NO_COLOR|FORCE_\w+|CI|GITHUB_ACTIONS|TZ|LANG|LC_\w+)$|^(?:NODE|VITEST|GCEPOOL_TEST)_/i;
/** These are Node's, but lead to the machine's network. */
const PROXIES = /^NODE_USE_/;

/** What Node makes of the sources, for the many processes that tests start: kept from run to run, by content. */
const COMPILED = fileURLToPath(new URL('node_modules/.cache/compiled', import.meta.url));

async function found(program: string, path: string): Promise<string | undefined> {
  for (const folder of path.split(delimiter)) {
    const file = join(folder, program);
    const isThere = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return file;
  }
  return undefined;
}

/** Vitest calls it once before it starts the processes in which tests run, and what it gives back when they are done. */
export default async function setup(): Promise<() => Promise<void>> {
  const machine = { ...process.env };
  const folder = await mkdtemp(join(tmpdir(), 'gcepool-test-'));
  const bin = join(folder, 'bin');
  const home = join(folder, 'home');
  await Promise.all([mkdir(bin), mkdir(home)]);
  await symlink(process.execPath, join(bin, 'node'));
  for (const program of PROGRAMS) {
    const file = await found(program, machine['PATH'] ?? '');
    if (file !== undefined) await symlink(file, join(bin, program));
  }
  for (const name of Object.keys(machine)) if (!KEPT.test(name) || PROXIES.test(name)) delete process.env[name];
  Object.assign(process.env, { PATH: bin, HOME: home, NODE_COMPILE_CACHE: COMPILED });
  return async () => {
    Object.assign(process.env, machine);
    await rm(folder, { recursive: true });
  };
}
