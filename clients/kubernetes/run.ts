/** `npm run kubernetes -- leader`: tests the controller on a real API server; skipped, and said to be, where that cannot be compiled. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { Skip } from '../client.ts';
import { compiledServers } from './harness/compiled-servers.ts';
import { compiledTool, TOOLS, variableOf } from './harness/compiled-tools.ts';

console.log('compiling etcd and kube-apiserver: a quarter of an hour on two processors where nothing of them is kept');
const servers = await compiledServers().catch((error: unknown) => {
  if (!(error instanceof Skip)) throw error;
  console.log(`SKIPPED: nothing was tested on a real API server: ${error.message}`);
  return undefined;
});
/** Where the tools are that could be compiled, by their variables. */
async function tools(): Promise<Record<string, string>> {
  const seconds = Number(process.env['GCEPOOL_TOOLS_WITHIN'] ?? 3_600);
  if (seconds === 0) return {};
  const endAt = performance.now() + seconds * 1_000;
  const found: Record<string, string> = {};
  for (const tool of TOOLS) {
    try {
      found[variableOf(tool)] = await compiledTool(tool, endAt);
    } catch (error) {
      if (!(error instanceof Skip)) throw error;
      console.log(`SKIPPED: nothing was tested with ${tool}: ${error.message}`);
    }
  }
  return found;
}

if (servers !== undefined) {
  console.log(`kube-apiserver ${servers.version}`);
  const vitest = spawn('vitest', ['run', ...process.argv.slice(2)], {
    cwd: import.meta.dirname,
    env: {
      ...process.env,
      ...(await tools()),
      GCEPOOL_TEST_ETCD: servers.etcd,
      GCEPOOL_TEST_APISERVER: servers.apiServer,
    },
    stdio: 'inherit',
  });
  const [code] = await once(vitest, 'close');
  process.exitCode = code === 0 ? 0 : 1;
}
