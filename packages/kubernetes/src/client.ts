/** API servers as kubectl finds them, through `@kubernetes/client-node`, which is installed where this is imported. */
import { KubeConfig } from '@kubernetes/client-node';
import type { ApiServer } from './api-server/api-server.ts';
import { httpApiServer } from './api-server/http-api-server.ts';
import type { Credentials } from './api-server/http-api-server.ts';

/** Which API server, and as whom. */
export interface ConnectOptions {
  /** A kubeconfig file. By default `KUBECONFIG`, then `~/.kube/config`, then the service account of the Pod that this runs in. */
  readonly kubeconfig?: string | undefined;
  /** A context of it, in place of the current one. */
  readonly context?: string | undefined;
}

/** The API server that a kubeconfig means. Nothing is sent. @throws Error that says what is wrong with the kubeconfig. */
export function connect({ kubeconfig, context }: ConnectOptions = {}): ApiServer {
  const config = new KubeConfig();
  if (kubeconfig === undefined) config.loadFromDefault();
  else config.loadFromFile(kubeconfig);
  if (context !== undefined) config.setCurrentContext(context);
  const current = config.getCurrentContext();
  const cluster = config.getCurrentCluster();
  if (cluster === null) {
    const names = config.getContexts().map(({ name }) => name);
    throw new Error(
      `there is no context ${JSON.stringify(current)} with a cluster; there are ${names.join(', ') || 'none'}`,
    );
  }
  return httpApiServer({
    server: cluster.server,
    namespace: config.getContextObject(current)?.namespace,
    credentials: async () => {
      const options: Credentials = {};
      await config.applyToHTTPSOptions(options);
      // Its agent is needed for a proxy; without one it makes a connection for each request.
      if (cluster.proxyUrl === undefined) delete options.agent;
      return options;
    },
  });
}
