import type { Program, Step } from './client.ts';
import { CLIENTS } from './clients.ts';
import { runClient } from './run-client.ts';
import { PRINTED_SCRIPTS } from './scripts/printed-scripts.ts';
import { preparePrintedScript, runPrintedScript } from './scripts/run-printed-script.ts';

/** Something that `npm run clients` runs on a simulator of its own. */
export interface Trial {
  /** What `npm run clients -- NAME` selects. */
  readonly name: string;
  readonly title: string;
  /** What is not checked, by title, and why. */
  readonly leftOut: Readonly<Record<string, string>>;
  /** @throws Skip where this machine lacks what it needs */
  readonly prepare: () => Promise<Program>;
  readonly run: (program: Program) => Promise<readonly Step[]>;
}

/** All of them, in the order in which they are run. */
export const TRIALS: readonly Trial[] = [
  ...CLIENTS.map((client) => ({
    name: client.name,
    title: client.title,
    leftOut: client.cannot ?? {},
    prepare: client.prepare,
    run: (program: Program) => runClient(client, program),
  })),
  ...PRINTED_SCRIPTS.map((script) => ({
    name: script.name,
    title: script.title,
    leftOut: {},
    prepare: () => preparePrintedScript(script),
    run: (program: Program) => runPrintedScript(program, script.form === 'gcloud'),
  })),
];
