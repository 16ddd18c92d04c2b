import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { KubernetesObjectApi, loadAllYaml, loadYaml, PatchStrategy } from '@kubernetes/client-node';
import type { KubernetesObject } from '@kubernetes/client-node';
import type { ControlPlane } from './control-plane.ts';

/** Where `deploy` puts the controller. */
export const NAMESPACE = 'gcepool-system';
/** As whom the controller speaks to the API server. */
export const SERVICE_ACCOUNT = { name: 'gcepool', namespace: NAMESPACE };

const read = (file: string): Promise<string> =>
  readFile(fileURLToPath(new URL(`../../../deploy/kustomize/base/${file}`, import.meta.url)), 'utf8');

/** The objects of a file of `deploy/kustomize/base`. */
export const deployed = async (file: string): Promise<readonly KubernetesObject[]> => loadAllYaml(await read(file));

/** Files of `deploy/kustomize/base`, as its kustomization names them. */
export async function deployedFiles(): Promise<readonly string[]> {
  return loadYaml<{ readonly resources: readonly string[] }>(await read('kustomization.yaml')).resources;
}

/** Applies objects, as `kubectl apply --server-side` does; with `dryRun` the server says what would come of it, and changes nothing. */
export async function apply(plane: ControlPlane, objects: readonly KubernetesObject[], dryRun?: 'All'): Promise<void> {
  const api = KubernetesObjectApi.makeApiClient(await plane.adminConfig());
  for (const object of objects)
    await api.patch(object, undefined, dryRun, 'gcepool-tests', true, PatchStrategy.ServerSideApply);
}

/** Gives the controller its service account and exactly the permissions that `deploy` gives it. */
export async function install(plane: ControlPlane): Promise<void> {
  await apply(plane, [...(await deployed('namespace.yaml')), ...(await deployed('rbac.yaml'))]);
}
