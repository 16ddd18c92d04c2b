/** A process that serves the simulator kept in the folder of its first argument, and prints where. */
import process from 'node:process';
import { createSimulator } from '../src/index.ts';
import { openData } from '../src/stores/index.ts';
import { listen } from '../src/transports/node.ts';

const [folder = '', mostCommands] = process.argv.slice(2);
const { store, damage, missing } = await openData(folder, { mostCommands: Number(mostCommands) });
if (damage !== undefined || missing !== undefined) throw new Error(`${damage ?? missing} after the end of a process`);
const server = await listen(createSimulator({ store }));
process.stdout.write(`${server.url}\n`);
