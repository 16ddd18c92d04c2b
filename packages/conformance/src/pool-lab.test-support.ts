import type { BackendService, HealthCheck, InstanceGroup } from '@gcepool/api';
import {
  type Backends,
  type Clock,
  type CloudBackendPoolOptions,
  InstanceGroupPool,
  Namer,
  newBackendPool,
} from '@gcepool/core';
import { createGceCloud, type GceCloud } from '@gcepool/gce';
import { createSimulator, type Simulator } from '@gcepool/sim';

/** An answer given in place of the simulator's. */
export interface Refusal {
  readonly code: number;
  readonly reason: string;
  readonly message?: string;
}

/** A pool on a simulated project, the calls it makes, and the means to meddle with both. */
export interface PoolLab {
  readonly cloud: GceCloud;
  readonly simulator: Simulator;
  readonly namer: Namer;
  readonly clock: Required<Clock> & { time: number };
  /** Calls since it was last emptied, without waits: `backendServices.insert k8s-be-80--uid`. */
  readonly calls: string[];
  /** URLs of the same calls. */
  readonly urls: string[];
  /** May answer a call itself, given its method and path. `lost`: carried out, unanswered. `unsent`: not even that. */
  answer: (call: string) => Refusal | 'lost' | 'unsent' | undefined;
  /** The same for waits. */
  answerWait: PoolLab['answer'];
  pool(options?: Partial<CloudBackendPoolOptions>): Backends;
  nodePool(zones?: readonly string[]): InstanceGroupPool;
  /** A request of somebody else. */
  request(method: string, path: string, body?: object): unknown;
  service(nodePort?: number): Promise<BackendService>;
  check(nodePort?: number): Promise<HealthCheck>;
  group(zone?: string): Promise<InstanceGroup>;
  /** Begins the project: what it has from the beginning, its network, comes with the first change. */
  begin(): void;
  /** Everything in the project, by path without `projects/p/`, operations aside. */
  state(): Readonly<Record<string, unknown>>;
  /** Makes machines. */
  insertNodes(zone: string, ...names: readonly string[]): void;
}

export const zoneA = 'us-central1-a';
export const zoneB = 'us-central1-b';

const API = 'https://compute.googleapis.com/compute/v1/projects/p/';

const MOST_PAUSES = 1_000;

/** A lab of its own for one test, on a new project or on one that is there. */
export function poolLab(simulator: Simulator = createSimulator()): PoolLab {
  const namer = new Namer('uid');
  const calls: string[] = [];
  const urls: string[] = [];
  let pauses = 0;
  const clock = {
    time: 0,
    now: () => clock.time,
    sleep: async (ms: number) => void (clock.time += ms),
    random: dice(),
  };
  const meddling: typeof fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const isWait = url.pathname.endsWith('/wait');
    const path = decodeURIComponent(url.pathname.split('/projects/p/')[1] ?? url.pathname);
    const method = init?.method ?? (input instanceof Request ? input.method : 'GET');
    const said = isWait ? lab.answerWait(`${method} ${path}`) : lab.answer(`${method} ${path}`);
    if (said === undefined) return simulator.fetch(input, init);
    if (said === 'lost') await simulator.fetch(input, init);
    if (said === 'lost' || said === 'unsent') throw new TypeError('connection reset');
    const { code, reason, message = reason } = said;
    const error = { code, message, errors: [{ message, reason, domain: 'global' }] };
    return Response.json({ error }, { status: code });
  };
  const cloud = createGceCloud({
    project: 'p',
    fetch: meddling,
    sleep: async () => {
      pauses += 1;
      // Nobody waits here, so an operation that never ends would be asked for again and again, for ever.
      if (pauses > MOST_PAUSES) throw new Error('an operation of the simulator does not end');
    },
    onCall: ({ method, resource, url }) => {
      if (method.endsWith('.wait')) return;
      calls.push(`${method} ${resource.split('/').at(-1)}`);
      urls.push(url);
    },
  });
  const lab: PoolLab = {
    cloud,
    simulator,
    namer,
    clock,
    calls,
    urls,
    answer: () => undefined,
    answerWait: () => undefined,
    // What is asked to go does go; how much may at once has tests of its own.
    pool: (options) =>
      newBackendPool({ cloud, namer, zones: [zoneA], clock, resyncWithCloud: true, removalCap: false, ...options }),
    nodePool: (zones = [zoneA]) => new InstanceGroupPool(cloud, namer, zones, { clock }),
    request: (method, path, body) => {
      const { status, body: answer } = simulator.handle({ method, url: `${API}${path}`, body });
      if (status >= 400) throw new Error(`${method} ${path} was refused: ${JSON.stringify(answer)}`);
      // Simulated work is finished when the next one reads.
      simulator.handle({ method: 'GET', url: `${API}global/operations` });
      return answer;
    },
    service: (nodePort = 80) => cloud.getBackendService(namer.backend(nodePort)),
    check: (nodePort = 80) => cloud.getHealthCheck(namer.backend(nodePort)),
    group: (zone = zoneA) => cloud.getInstanceGroup(namer.instanceGroup(), zone),
    begin: () => {
      lab.request('POST', 'global/healthChecks', { name: 'first', type: 'TCP', tcpHealthCheck: { port: 1 } });
      lab.request('DELETE', 'global/healthChecks/first');
    },
    state: () =>
      Object.fromEntries(
        simulator
          .snapshot()
          .resources.filter(([path]) => !path.includes('/operations/'))
          .map(([path, { resource }]) => [path.replace('projects/p/', ''), resource]),
      ),
    insertNodes: (zone, ...names) => {
      for (const name of names) {
        const image = 'projects/debian-cloud/global/images/family/debian-12';
        lab.request('POST', `zones/${zone}/instances`, {
          name,
          machineType: `zones/${zone}/machineTypes/e2-small`,
          networkInterfaces: [{ network: 'global/networks/default' }],
          disks: [{ boot: true, initializeParams: { sourceImage: image } }],
        });
      }
    },
  };
  return lab;
}

/** Calls that change something. */
export const changes = (calls: readonly string[]): string[] =>
  calls.filter((call) => !/\.(get|list|aggregatedList|listInstances|getHealth) /.test(call));

/** Calls of one method: `backendServices.insert`. */
export const ofMethod = (calls: readonly string[], method: string): string[] =>
  calls.filter((call) => call.startsWith(`${method} `));

function dice(): () => number {
  let state = 1;
  return () => {
    // A linear congruential generator (Numerical Recipes).
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
