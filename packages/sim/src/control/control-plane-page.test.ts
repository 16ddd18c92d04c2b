import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { createSimulator } from '../simulator.ts';
import { listen } from '../transports/node.ts';

const page = await readFile(new URL('../../../../docs/control-plane.md', import.meta.url), 'utf8');

/** The commands of the page, each with the answer that follows it, if one does. */
const examples = [...page.matchAll(/^```sh\n(.*?)^```\n(?:\n```json\n(.*?)^```\n)?/gms)];

test('the commands of docs/control-plane.md answer what the page says', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gcepool-page-'));
  const server = await listen(createSimulator({ clock: 'manual' }));
  try {
    expect(examples.length).toBeGreaterThan(8);
    for (const [, commands = '', answer] of examples) {
      const script = commands.replaceAll('http://127.0.0.1:4080', server.url);
      const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', script], { cwd: folder });
      expect(answer === undefined ? undefined : (JSON.parse(stdout) as unknown)).toEqual(
        answer === undefined ? undefined : JSON.parse(answer),
      );
    }
  } finally {
    await server.close();
    await rm(folder, { recursive: true });
  }
});
