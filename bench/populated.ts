import type { Simulator } from '@gcepool/sim';
import { createSimulator } from '@gcepool/sim';

export const PROJECT = '/compute/v1/projects/bench';

/** A simulator that holds one health check `hc` and so many small backend services `b0`, `b1`, … that use it. */
export function populated(backendServices: number): Simulator {
  const simulator = createSimulator();
  send(simulator, 'POST', '/global/healthChecks', { name: 'hc', type: 'TCP' });
  send(simulator, 'GET', '/global/healthChecks/hc');
  for (let index = 0; index < backendServices; index++) insertBackendService(simulator, `b${index}`);
  send(simulator, 'GET', '/global/healthChecks/hc');
  return simulator;
}

export function insertBackendService(simulator: Simulator, name: string): void {
  send(simulator, 'POST', '/global/backendServices', { name, healthChecks: ['global/healthChecks/hc'] });
}

/** Sends a request and insists that it is answered well. */
export function send(simulator: Simulator, method: string, path: string, body?: object): void {
  const answer = simulator.handle({ method, url: PROJECT + path, body });
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
}
