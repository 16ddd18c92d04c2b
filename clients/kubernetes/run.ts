/** `npm run kubernetes -- leader`: tests the controller on a real API server; skipped, and said to be, where that cannot be compiled. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { Skip } from '../client.ts';
import { compiledServers } from './harness/compiled-servers.ts';

console.log('compiling etcd and kube-apiserver: a quarter of an hour on two processors where nothing of them is kept');
const servers = await compiledServers().catch((error: unknown) => {
  if (!(error instanceof Skip)) throw error;
  console.log(`SKIPPED: nothing was tested on a real API server: ${error.message}`);
  return undefined;
});
if (servers !== undefined) {
  console.log(`kube-apiserver ${servers.version}`);
  const vitest = spawn('vitest', ['run', ...process.argv.slice(2)], {
    cwd: import.meta.dirname,
    env: { ...process.env, GCEPOOL_TEST_ETCD: servers.etcd, GCEPOOL_TEST_APISERVER: servers.apiServer },
    stdio: 'inherit',
  });
  const [code] = await once(vitest, 'close');
  process.exitCode = code === 0 ? 0 : 1;
}
