import type { Clock } from '@gcepool/core';
import type { ApiServer } from '../api-server/api-server.ts';
import type { KubernetesObject } from '../objects/kubernetes-object.ts';
import { Informer } from './informer.ts';
import { watchedKinds } from './watched-kind.ts';
import type { ClusterScope } from './watched-kind.ts';

/** What a cluster is followed with. */
export interface FollowedClusterOptions extends ClusterScope {
  readonly api: ApiServer;
  readonly clock: Required<Clock>;
  /** Called when something has changed that bears on ports or nodes; many calls may come at once. Must not throw. */
  readonly onChange?: ((what: string) => void) | undefined;
  /** Called when the server does not do as it is asked; following goes on. Must not throw. */
  readonly onTrouble?: ((error: unknown) => void) | undefined;
}

/** That what is held of a cluster may not be what is there: nothing is to be decided by it. */
export class ClusterUnknownError extends Error {
  override readonly name = 'ClusterUnknownError';
}

/** The objects of a cluster that bear on ports and nodes, kept in step with its API server. */
export class FollowedCluster {
  readonly #address: string;
  readonly #informers: readonly { readonly kind: string; readonly informer: Informer }[];
  readonly #complete = new AbortController();

  constructor({ api, clock, namespace, selector, onChange, onTrouble }: FollowedClusterOptions) {
    this.#address = api.address;
    this.#informers = watchedKinds({ namespace, selector }).map((kind) => ({
      kind: kind.kind,
      informer: new Informer({
        api,
        kind,
        clock,
        onChange: (what) => onChange?.(what),
        onTrouble: (error) => onTrouble?.(error),
        onCurrent: () => {
          if (this.#doubts.length === 0) this.#complete.abort();
        },
      }),
    }));
  }

  /** Aborts when everything has been read for the first time. */
  get complete(): AbortSignal {
    return this.#complete.signal;
  }

  /** All objects, none of which is older than the server's. @throws ClusterUnknownError where that is not certain. */
  objects(): KubernetesObject[] {
    const doubts = this.#doubts;
    if (doubts.length > 0)
      throw new ClusterUnknownError(`${this.#address}: ${doubts.join('; ')}; nothing is decided until they are`);
    return this.#informers.flatMap(({ kind, informer }) =>
      informer.objects.map((object) => ({ kind, object, where: this.#address })),
    );
  }

  /** Follows until `stop` aborts. Call it once. */
  async run(stop: AbortSignal): Promise<void> {
    await Promise.all(this.#informers.map(({ informer }) => informer.run(stop)));
  }

  get #doubts(): readonly string[] {
    return this.#informers.flatMap(({ informer }) => informer.doubt ?? []);
  }
}
