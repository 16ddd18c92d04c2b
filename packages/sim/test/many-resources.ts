import type { Simulator } from '../src/index.ts';

/** A project begins with some sixty. */
const PROJECTS = 750;

/** Makes more than 40,000 resources, by few commands. */
export function makeManyResources(simulator: Simulator): void {
  for (let index = 0; index < PROJECTS; index++) {
    const url = `/compute/v1/projects/p${index}/global/healthChecks`;
    simulator.handle({ method: 'POST', url, body: { name: 'a', type: 'TCP' } });
  }
}
