import type { Client, Program } from '../client.ts';
import { CACHE, here, output, probe } from '../command.ts';

/** The client that programs for Go are printed on, and one of those that are tried. */
const GAPIC = 'cloud.google.com/go/compute';

/**
 * Compiles what imports packages of go.mod.
 *
 * @param source a package below this folder, or a file anywhere
 * @param module the one whose version counts
 */
async function build(name: string, source: string, module: string): Promise<Pick<Program, 'version' | 'command'>> {
  // The machine's own caches are left as they are.
  const env = { GOPATH: `${CACHE}/go`, GOCACHE: `${CACHE}/go-build`, GOTOOLCHAIN: 'local', GOFLAGS: '-modcacherw' };
  const cwd = here('go');
  const command = `${CACHE}/${name}`;
  // Fails where Go is older than go.mod wants it.
  await probe('go', ['list', '-m'], { cwd, env });
  await output('go', ['build', '-o', command, source], { cwd, env });
  const version = await output('go', ['list', '-m', '-f', '{{.Version}}', module], { cwd, env });
  return { version, command };
}

async function prepare(module: string, program: string): Promise<Program> {
  return { ...(await build(program, `./${program}`, module)), args: [], way: { env: 'go' } };
}

/** Compiles a printed program. */
export const buildPrinted = (file: string): Promise<Pick<Program, 'version' | 'command'>> =>
  build('printed', file, GAPIC);

export const goRest: Client = {
  name: 'go-rest',
  title: 'google.golang.org/api/compute/v1 (Go)',
  prepare: () => prepare('google.golang.org/api', 'rest'),
};

export const goGapic: Client = {
  name: 'go-gapic',
  title: 'cloud.google.com/go/compute/apiv1 (Go)',
  prepare: () => prepare(GAPIC, 'gapic'),
};
