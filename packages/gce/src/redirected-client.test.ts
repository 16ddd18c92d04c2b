import { execFile } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createSimulator } from '@gcepool/sim';
import { listen } from '@gcepool/sim/node';
import { expect, test } from 'vitest';

/** What anybody could have written against Google Compute Engine: it names no simulator and no credentials. */
const PROGRAM = `
  import { HealthChecksClient, GlobalOperationsClient } from '@google-cloud/compute';
  const client = new HealthChecksClient();
  const project = await client.getProjectId();
  const [operation] = await client.insert({ project, healthCheckResource: { name: 'alive', type: 'TCP' } });
  await new GlobalOperationsClient().wait({ project, operation: operation.latestResponse.name });
  const [check] = await client.get({ project, healthCheck: 'alive' });
  console.log(JSON.stringify([project, check.name, check.tcpHealthCheck.port]));
`;

test("Google's own client in another process, unmodified and without credentials, finds the simulator", async () => {
  const server = await listen(createSimulator({ auth: 'required' }));
  try {
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', PROGRAM], {
      cwd: fileURLToPath(new URL('.', import.meta.url)),
      env: {
        PATH: process.env['PATH'],
        NODE_OPTIONS: '--conditions=@gcepool/source --import @gcepool/sim/redirect',
        GCEPOOL_SIM: server.url,
      },
    });
    expect(JSON.parse(stdout)).toEqual(['gcepool-sim', 'alive', 80]);
  } finally {
    await server.close();
  }
});
