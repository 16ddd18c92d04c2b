import { join } from 'node:path';
import type { ApiRequest } from '@gcepool/sim';
import { createSimulator } from '@gcepool/sim';
import { openData } from '@gcepool/sim/persistence';
import { createSharedSimulator, openPostgres } from '@gcepool/sim/postgres';
import { startServer } from './server-process.ts';

/** How many entries of the log a start begins with: two for each insert. The last ones are not yet part of a whole state. */
const ENTRIES = 109_998;

/** How long servers take that go on from a long log, in a folder and in PostgreSQL. */
export async function measureStarts(bin: string, folder: string, cloud: string): Promise<void> {
  console.log(`\n| after ${ENTRIES.toLocaleString('en')} entries | until it listens |\n|---|---|`);
  const data = await openData(join(folder, 'started'));
  const simulator = createSimulator({ store: data.store });
  for (let index = 0; index < ENTRIES / 2; index++) {
    simulator.handle(insertOf(index));
    simulator.handle(readOf(index));
  }
  data.close();
  const { store } = await openPostgres(cloud);
  const shared = await createSharedSimulator({ store });
  // As many at once as are written down together.
  for (let index = 0; index < ENTRIES / 2; index += AT_ONCE) {
    const last = Math.min(index + AT_ONCE, ENTRIES / 2);
    const work = async (number: number): Promise<unknown> => [
      await shared.handle(insertOf(number)),
      await shared.handle(readOf(number)),
    ];
    await Promise.all(Array.from({ length: last - index }, (_, more) => work(index + more)));
  }
  await shared.close();
  for (const [name, place] of [
    ['a folder (SQLite)', join(folder, 'started')],
    ['PostgreSQL', cloud],
  ] as const) {
    const start = performance.now();
    const server = await startServer([bin, 'sim', '--port', '0', '--data', place]);
    console.log(`| ${name} | ${(performance.now() - start).toFixed(0)} ms |`);
    await server.stop();
  }
}

const AT_ONCE = 500;
const projectOf = (index: number): string => `/compute/v1/projects/p${index % AT_ONCE}`;
const insertOf = (index: number): ApiRequest => ({
  method: 'POST',
  url: `${projectOf(index)}/global/healthChecks`,
  body: { name: `a${index}`, type: 'TCP' },
});
/** What ends an operation of that project. */
const readOf = (index: number): ApiRequest => ({
  method: 'GET',
  url: `${projectOf(index)}/global/healthChecks/a${index}`,
});
