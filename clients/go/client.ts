import type { Client, Program } from '../client.ts';
import { CACHE, here, output, probe } from '../command.ts';

async function prepare(module: string, program: string): Promise<Program> {
  // The machine's own caches are left as they are.
  const env = { GOPATH: `${CACHE}/go`, GOCACHE: `${CACHE}/go-build`, GOTOOLCHAIN: 'local', GOFLAGS: '-modcacherw' };
  const cwd = here('go');
  const command = `${CACHE}/${program}`;
  // Fails where Go is older than go.mod wants it.
  await probe('go', ['list', '-m'], { cwd, env });
  await output('go', ['build', '-o', command, `./${program}`], { cwd, env });
  const version = await output('go', ['list', '-m', '-f', '{{.Version}}', module], { cwd, env });
  return { version, command, args: [], way: { env: 'go' } };
}

export const goRest: Client = {
  name: 'go-rest',
  title: 'google.golang.org/api/compute/v1 (Go)',
  prepare: () => prepare('google.golang.org/api', 'rest'),
};

export const goGapic: Client = {
  name: 'go-gapic',
  title: 'cloud.google.com/go/compute/apiv1 (Go)',
  prepare: () => prepare('cloud.google.com/go/compute', 'gapic'),
};
