import { type Backends, type Clock, Namer, newBackendPool } from '@gcepool/core';
import type { CloudBackendPoolOptions, ServicePort } from '@gcepool/core';
import type { WholeCloud } from '../whole-cloud.ts';
import { isMutation } from './call-laws.ts';
import type { Cluster } from './world-event.ts';

/** The desired state of a cluster. */
export interface DesiredState {
  readonly ports: readonly ServicePort[];
  readonly zones: readonly string[];
  readonly nodes: readonly { readonly name: string; readonly zone: string }[];
}

/** What came of one run of a controller. */
export interface Run {
  readonly isDone: boolean;
  readonly calls: number;
  readonly mutations: readonly string[];
  readonly error?: unknown;
}

/** At which call a controller crashes. */
export interface Crash {
  readonly at: number;
  /** Whether the call is carried out. */
  readonly isDone: boolean;
}

/** The process is no more. */
class Killed extends Error {
  override readonly name = 'Killed';
}

/** A process that reconciles one cluster; it can crash at any call. */
export class Controller {
  readonly cluster: Cluster;
  readonly namer: Namer;
  readonly #makePool: () => Backends;
  #pool: Backends;
  #calls: string[] = [];
  #crash: Crash | undefined;

  /**
   * @param connect gives the cloud, with these hooks around every request.
   * @param desired the cluster's desired state at present.
   */
  constructor(
    cluster: Cluster,
    connect: (controller: Controller) => WholeCloud,
    desired: () => DesiredState,
    clock: () => Required<Clock>,
    options: Partial<CloudBackendPoolOptions> = {},
  ) {
    this.cluster = cluster;
    this.namer = new Namer(cluster);
    const zones = { listZones: async () => [...desired().zones] };
    this.#makePool = () =>
      newBackendPool({
        cloud: connect(this),
        namer: this.namer,
        zones,
        resyncWithCloud: true,
        // Clusters of worlds shrink as they like: that is what is desired of them.
        removalCap: false,
        clock: clock(),
        rates: UNPACED,
        ...options,
      });
    this.#pool = this.#makePool();
  }

  /** Forgets everything. */
  restart(): void {
    this.#pool = this.#makePool();
  }

  /** Comes before every request; throws where the process dies. */
  before(call: string): void {
    const { at = Infinity, isDone = false } = this.#crash ?? {};
    this.#calls.push(call);
    if (this.#calls.length > (isDone ? at : at - 1)) throw new Killed(`killed before ${call}`);
  }

  /** Comes after every request that was carried out; throws where the process dies. */
  after(call: string): void {
    if (this.#crash?.isDone === true && this.#calls.length >= this.#crash.at) throw new Killed(`killed after ${call}`);
  }

  /** Reconciles, and dies on the way if that is to be. */
  async run({ ports, nodes }: DesiredState, crash?: Crash): Promise<Run> {
    this.#calls = [];
    this.#crash = crash;
    const outcomes = [
      ...(await Promise.allSettled([this.#pool.reconcile(ports)])),
      ...(await Promise.allSettled([this.#pool.nodes.sync(nodes)])),
    ];
    if (crash !== undefined) this.restart();
    this.#crash = undefined;
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    return {
      isDone: failed === undefined,
      calls: this.#calls.length,
      mutations: this.#calls.filter((call) => isMutation(call)),
      ...(failed && { error: failed.reason as unknown }),
    };
  }
}

/** Virtual time is not worth saving: what is paced takes no longer, and the world's minutes are its own. */
const UNPACED = { get: undefined, list: undefined, mutate: undefined, getHealth: undefined };
