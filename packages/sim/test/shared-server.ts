/** A process that serves, with others, the cloud at the address of its first argument, and prints where. */
import { flushCompileCache } from 'node:module';
import process from 'node:process';
import { createSharedSimulator, openPostgres } from '@gcepool/sim/postgres';
import { listen } from '@gcepool/sim/node';

const [url = ''] = process.argv.slice(2);
// So short that what is stalled is found out while others go on, and so few that states are written down in the middle of it.
const { store } = await openPostgres(url, { timeoutMs: 1000, mostCommands: 200 });
const server = await listen(await createSharedSimulator({ store, patienceMs: 5000 }));
process.stdout.write(`${server.url}\n`);
// It is killed, and would leave nothing for the next one to start faster with.
flushCompileCache();
