import { measure } from './measure.ts';
import { insertBackendService, populated, PROJECT, send } from './populated.ts';

/** `handle()` alone, on little and on much state. */
export async function run(): Promise<void> {
  const small = populated(100);
  const large = populated(100_000);
  const used = populated(1_000);
  let next = 0;
  await measure({
    'get, of 100': () => send(small, 'GET', '/global/backendServices/b50'),
    'get, of 100,000': () => send(large, 'GET', '/global/backendServices/b50000'),
    'insert and its operation, on 100': () => {
      insertBackendService(small, `n${next++}`);
      send(small, 'GET', '/global/healthChecks/hc');
    },
    'insert and its operation, on 100,000': () => {
      insertBackendService(large, `n${next++}`);
      send(large, 'GET', '/global/healthChecks/hc');
    },
    'patch and its operation, on 100,000': () => {
      send(large, 'PATCH', '/global/backendServices/b7', { timeoutSec: 1 + (next++ % 1000) });
      send(large, 'GET', '/global/healthChecks/hc');
    },
    'list 500, of 100,000': () => send(large, 'GET', '/global/backendServices?maxResults=500'),
    'delete refused, 1,000 users': () => {
      used.handle({ method: 'DELETE', url: `${PROJECT}/global/healthChecks/hc` });
    },
    'fork, of 100,000': () => large.fork(),
  });
}
