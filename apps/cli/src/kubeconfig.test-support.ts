import { writeFile } from 'node:fs/promises';

/** Writes a kubeconfig for an API server over plain HTTP. */
export async function writeKubeconfig(path: string, server: string): Promise<void> {
  const named = (rest: object): readonly object[] => [{ name: 'here', ...rest }];
  const config = {
    'current-context': 'here',
    contexts: named({ context: { cluster: 'here', user: 'here', namespace: 'kube-system' } }),
    clusters: named({ cluster: { server, 'insecure-skip-tls-verify': true } }),
    users: named({ user: { token: 'secret' } }),
  };
  await writeFile(path, JSON.stringify(config));
}
