import type { Healthy } from '../kubernetes/backends-annotation.ts';
import { readBackends } from './backend-health.ts';
import type { PoolSession } from './pool-session.ts';

/** The health of so many ports is read in one look: to read it takes a call for each port and group. */
const PORTS_OF_A_LOOK = 20;

/** The health of ports, read some at a time: those first that were looked at longest ago. */
export class HealthRound {
  readonly #known = new Map<number, Healthy>();
  #order: readonly number[] = [];

  /** What is known of all. */
  get known(): ReadonlyMap<number, Healthy> {
    return this.#known;
  }

  /** Looks at some of these ports, and resolves to what is known of all. @throws CloudError where the cloud cannot be asked. */
  async look(session: PoolSession, nodePorts: readonly number[]): Promise<ReadonlyMap<number, Healthy>> {
    const order = lookOrder(nodePorts, this.#order);
    const now = order.slice(0, PORTS_OF_A_LOOK);
    this.#order = [...order.slice(PORTS_OF_A_LOOK), ...now];
    const wanted = new Set(nodePorts);
    for (const port of this.#known.keys()) if (!wanted.has(port)) this.#known.delete(port);
    for (const { nodePort, healthy, total } of now.length === 0 ? [] : await readBackends(session, now))
      this.#known.set(nodePort, { healthy, total });
    return this.#known;
  }
}

/** Ports as they are to be looked at: those that are new, then the others in the order in which they wait. */
export function lookOrder(nodePorts: readonly number[], waiting: readonly number[]): readonly number[] {
  const [wanted, isWaiting] = [new Set(nodePorts), new Set(waiting)];
  return [...nodePorts.filter((port) => !isWaiting.has(port)), ...waiting.filter((port) => wanted.has(port))];
}
