import type { ScriptForm } from '@gcepool/sim';
import type { Program } from '../client.ts';
import { gcloudHere } from '../gcloud/client.ts';
import { buildPrinted } from '../go/client.ts';
import { pythonWith } from '../python/client.ts';

/** A form of script whose language is tried here: those of curl and TypeScript are run by the simulator's own tests. */
export interface PrintedScript {
  /** What `npm run clients -- NAME` selects. */
  readonly name: string;
  readonly title: string;
  readonly form: ScriptForm;
  readonly file: string;
  /**
   * Makes a script ready to run: installs, compiles.
   *
   * @throws Skip where this machine lacks what it needs
   */
  readonly prepare: (file: string) => Promise<Program>;
}

export const PRINTED_SCRIPTS: readonly PrintedScript[] = [
  {
    name: 'script-gcloud',
    title: 'a printed script, gcloud',
    form: 'gcloud',
    file: 'again.sh',
    // Settings of its own are what `gcepool exec` gives it.
    prepare: async (file) => ({ version: (await gcloudHere()).version, command: 'sh', args: [file], way: 'exec' }),
  },
  {
    name: 'script-python',
    title: 'a printed script, Python',
    form: 'python',
    file: 'again.py',
    prepare: async (file) => ({ ...(await pythonWith('google-cloud-compute')), args: [file], way: 'exec' }),
  },
  {
    name: 'script-go',
    title: 'a printed script, Go',
    form: 'go',
    file: 'again.go',
    prepare: async (file) => ({ ...(await buildPrinted(file)), args: [], way: 'exec' }),
  },
];
