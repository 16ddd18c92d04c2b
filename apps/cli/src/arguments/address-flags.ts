import type { Command } from 'commander';
import { parsePort, parseSimulatorUrl } from './values.ts';

/** The flags that say where a running simulator is. */
export const addAddressOptions = (command: Command): Command =>
  command
    .option('--port <port>', 'port of a simulator on this machine', parsePort, 4080)
    .option('--url <url>', 'address of a simulator elsewhere, or of a fork', parseSimulatorUrl);
