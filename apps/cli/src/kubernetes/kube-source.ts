import type { ApiServer } from '@gcepool/kubernetes';
import { Failure, usageFailure } from '../failure.ts';

/** The flags that say which part of which API server is read. */
export interface KubeSource {
  readonly kube?: boolean;
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly namespace?: string;
  readonly selector?: string;
}

/** The API server that the flags mean. Nothing is sent. */
export async function connectKube({ kubeconfig, context }: KubeSource): Promise<ApiServer> {
  const { connect } = await import('@gcepool/kubernetes/client').catch((error: unknown) => {
    if (!isMissing(error)) throw error;
    throw new Failure(
      1,
      `an API server is read with ${CLIENT}, which is not installed with gcepool: npm install ${CLIENT}`,
      {
        cause: error,
      },
    );
  });
  try {
    return connect({ kubeconfig, context });
  } catch (error) {
    const source = `${kubeconfig === undefined ? 'kubeconfig' : `--kubeconfig ${kubeconfig}`}${context === undefined ? '' : ` --context ${context}`}`;
    throw usageFailure(`${source}: ${error instanceof Error ? error.message : String(error)}`, error);
  }
}

const CLIENT = '@kubernetes/client-node';

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND' && error.message.includes(CLIENT);
