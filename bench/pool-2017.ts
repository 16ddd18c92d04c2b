import type { Simulator } from '@gcepool/sim';
import type { Cost, Situation } from './pool-situations.ts';
import { OPERATION_MS, portsOf, REQUEST_MS, desiredIn } from './pool-situations.ts';

/** Operations were asked for at this interval, and not before it had passed once. */
const POLL_MS = 3_000;

const GROUP = 'k8s-ig--old';
const PROJECT = '/compute/v1/projects/bench/';

interface Answer {
  readonly name?: string;
  readonly fingerprint?: string;
  readonly selfLink?: string;
  readonly namedPorts?: readonly { readonly name: string; readonly port: number }[];
  readonly backends?: readonly { readonly group?: string }[];
}

/**
 * The pool of 2017, request for request: everything one after the other, groups read and ports named once for each port, what
 * was made read again, and operations polled every three seconds.
 */
export class Pool2017 {
  readonly #simulator: Simulator;
  #cost = { reads: 0, changes: 0, waits: 0, seconds: 0 };

  constructor(simulator: Simulator) {
    this.#simulator = simulator;
  }

  /** Does what a situation takes, on a project that is in the state before it. */
  run(situation: Situation, P: number, Z: number): Cost {
    const { ports, zones } = desiredIn(situation, P, Z);
    if (situation !== 'shutdown') for (const port of ports) this.#add(port, zones);
    const kept = new Set(situation === 'shutdown' ? [] : ports);
    // What it has made is in its memory: removing costs no reads.
    for (const port of situation === 'cold' ? [] : portsOf(P)) if (!kept.has(port)) this.#delete(port);
    return this.#cost;
  }

  #add(port: number, zones: readonly string[]): void {
    for (const zone of zones) this.#ensureGroup(port, zone);
    const name = `k8s-be-${port}--old`;
    const service = this.#read(`global/backendServices/${name}`);
    if (service === undefined) return this.#create(port, name, zones);
    const linked = new Set((service.backends ?? []).map(({ group = '' }) => group.split('/projects/')[1]));
    if (zones.every((zone) => linked.has(this.#groupLink(zone).split('/projects/')[1]))) return;
    // The real one left the balancing mode out of the new backends, and was refused: see the README.
    this.#change('PUT', `global/backendServices/${name}`, { ...service, backends: this.#backends(zones) });
  }

  #ensureGroup(port: number, zone: string): void {
    const path = `zones/${zone}/instanceGroups/${GROUP}`;
    let group = this.#read(path);
    if (group === undefined) {
      this.#change('POST', `zones/${zone}/instanceGroups`, { name: GROUP });
      group = this.#read(path);
    }
    const namedPorts = group?.namedPorts ?? [];
    if (namedPorts.some((entry) => entry.port === port)) return;
    this.#change('POST', `${path}/setNamedPorts`, { namedPorts: [...namedPorts, { name: `port${port}`, port }] });
  }

  #create(port: number, name: string, zones: readonly string[]): void {
    const check = `global/httpHealthChecks/${name}`;
    if (this.#read(check) === undefined) {
      this.#change('POST', 'global/httpHealthChecks', { name, port, requestPath: '/' });
      this.#read(check);
    }
    this.#change('POST', 'global/backendServices', {
      name,
      port,
      portName: `port${port}`,
      protocol: 'HTTP',
      healthChecks: [`projects/bench/${check}`],
      backends: this.#backends(zones),
    });
    this.#read(`global/backendServices/${name}`);
  }

  #delete(port: number): void {
    this.#change('DELETE', `global/backendServices/k8s-be-${port}--old`);
    this.#change('DELETE', `global/httpHealthChecks/k8s-be-${port}--old`);
  }

  #backends(zones: readonly string[]): object[] {
    return zones.map((zone) => ({ group: this.#groupLink(zone), balancingMode: 'RATE', maxRate: 1 }));
  }

  #groupLink(zone: string): string {
    return `https://www.googleapis.com/compute/v1/projects/bench/zones/${zone}/instanceGroups/${GROUP}`;
  }

  #read(path: string): Answer | undefined {
    const { status, body } = this.#simulator.handle({ method: 'GET', url: PROJECT + path });
    this.#cost.reads += 1;
    this.#cost.seconds += REQUEST_MS / 1_000;
    return status === 404 ? undefined : body;
  }

  #change(method: string, path: string, body?: object): void {
    const answer = this.#simulator.handle({ method, url: PROJECT + path, ...(body && { body }) });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
    const polls = Math.ceil(OPERATION_MS / POLL_MS);
    this.#cost.changes += 1;
    this.#cost.waits += polls;
    this.#cost.seconds += (REQUEST_MS + polls * (POLL_MS + REQUEST_MS)) / 1_000;
    // Simulated work is finished when the next one reads.
    this.#simulator.handle({ method: 'GET', url: `${PROJECT}global/operations?maxResults=1` });
  }
}

/** What the same costs by count, for sizes at which it would take hours to do. */
export function cost2017(situation: Situation, P: number, Z: number): Cost {
  // Service and check looked for, made, and read again.
  const adding = 6;
  const [all, changes] = {
    cold: [2 * P * Z + 2 * Z + adding * P, P * Z + Z + 2 * P],
    steady: [P * (Z + 1), 0],
    '+1 port': [P * (Z + 1) + 2 * Z + adding, Z + 2],
    '−1 port': [(P - 1) * (Z + 1) + 2, 2],
    '+1 zone': [P * (Z + 4) + 2, 2 * P + 1],
    shutdown: [2 * P, 2 * P],
  }[situation] as [number, number];
  const polls = changes * Math.ceil(OPERATION_MS / POLL_MS);
  const seconds = (all * REQUEST_MS + polls * (POLL_MS + REQUEST_MS)) / 1_000;
  return { reads: all - changes, changes, waits: polls, seconds };
}
