/** A process that serves the simulator kept in the folder of its first argument, and prints where. */
import { flushCompileCache } from 'node:module';
import process from 'node:process';
import { createSimulator } from '@gcepool/sim';
import { openData } from '@gcepool/sim/persistence';
import { listen } from '@gcepool/sim/node';

const [folder = '', mostCommands] = process.argv.slice(2);
const { store, damage, missing } = await openData(folder, { mostCommands: Number(mostCommands) });
if (damage !== undefined || missing !== undefined) throw new Error(`${damage ?? missing} after the end of a process`);
const server = await listen(createSimulator({ store }));
process.stdout.write(`${server.url}\n`);
// It is killed, and would leave nothing for the next one to start faster with.
flushCompileCache();
