import { createSimulator } from '@gcepool/sim';
import { insertBackendService, populated, PROJECT, send } from './populated.ts';

const COUNT = 10_000;

/** Heap that small backend services take beyond their JSON. */
export async function run(): Promise<void> {
  const simulator = populated(6_000);
  const before = heap();
  for (let index = 0; index < COUNT; index++) insertBackendService(simulator, `m${index}`);
  send(simulator, 'GET', '/global/healthChecks/hc');
  const bytes = (heap() - before) / COUNT;
  const one = simulator.handle({ method: 'GET', url: `${PROJECT}/global/backendServices/m5` }).body;
  const json = JSON.stringify(one).length;
  console.log(`| | bytes |\n|---|---|\n| heap for each of ${COUNT} | ${Math.round(bytes)} |\n| its JSON | ${json} |`);
  console.log(`| heap over its JSON | ${Math.round(bytes - json)} |`);

  const start = performance.now();
  createSimulator().handle({ method: 'GET', url: `${PROJECT}/global/backendServices` });
  console.log(`\nFresh simulator and first call: ${(performance.now() - start).toFixed(2)} ms`);
}

function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
