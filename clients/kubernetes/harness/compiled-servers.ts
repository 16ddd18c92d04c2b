import type { Servers } from './control-plane.ts';
import { CACHE, here, output, probe } from '../../command.ts';

/** Servers that were compiled here. */
export interface CompiledServers extends Servers {
  /** Of Kubernetes, such as `v1.36.3`. */
  readonly version: string;
}

/**
 * Compiles etcd and kube-apiserver at the versions of go.mod: a quarter of an hour of two processors the first time, some seconds
 * from what Go keeps of that.
 *
 * @throws Skip where this machine has no Go, or an older one than go.mod wants, or cannot get the modules
 */
export async function compiledServers(): Promise<CompiledServers> {
  const cwd = here('kubernetes');
  const env = { GOTOOLCHAIN: 'local', GOFLAGS: '-mod=readonly' };
  // Fails where Go is older than go.mod wants it.
  await probe('go', ['list', '-m'], { cwd, env });
  // Fails where there is no way to the modules.
  await probe('go', ['list', '-deps', './etcd', './apiserver'], { cwd, env });
  const folder = `${CACHE}/kubernetes`;
  await output('go', ['build', '-trimpath', '-ldflags=-s -w', '-o', `${folder}/`, './etcd', './apiserver'], {
    cwd,
    env,
  });
  const version = await output('go', ['list', '-m', '-f', '{{.Version}}', 'k8s.io/kubernetes'], { cwd, env });
  return { etcd: `${folder}/etcd`, apiServer: `${folder}/apiserver`, version };
}
