import { CACHE, here, output, probe } from '../../command.ts';
import { Skip } from '../../client.ts';

/** Programs by which `deploy` is looked at, and where their main packages are said to be. */
export const TOOLS = ['kustomize', 'helm', 'promtool'] as const;

export type Tool = (typeof TOOLS)[number];

/**
 * Compiles one of them at the version of its go.mod in `tools`: two to four minutes of two processors the first time, some seconds
 * from what Go keeps of that.
 *
 * @param endAt - By when, as `performance.now()` tells it.
 * @throws Skip where this machine has no Go, or an older one, or cannot get the modules, or it takes longer than it may
 */
export async function compiledTool(tool: Tool, endAt: number): Promise<string> {
  const go = (run: typeof output, ...args: readonly string[]): Promise<string> => {
    const withinMs = endAt - performance.now();
    if (withinMs <= 0) throw new Skip('no time is left to compile it');
    const env = { GOTOOLCHAIN: 'local', GOFLAGS: '-mod=readonly' };
    return run('go', args, { cwd: here(`kubernetes/tools/${tool}`), env, withinMs });
  };
  await go(probe, 'list', '-m');
  // Without what finds hosts in the clouds of this world, which is most of promtool.
  const tags = '-tags=remove_all_sd';
  await go(probe, 'list', '-deps', tags, 'tool');
  const folder = `${CACHE}/kubernetes`;
  await go(output, 'build', '-trimpath', '-ldflags=-s -w', tags, '-o', `${folder}/`, 'tool');
  return `${folder}/${tool}`;
}

/** The environment variable by which tests find one of them. */
export const variableOf = (tool: Tool): string => `GCEPOOL_TEST_${tool.toUpperCase()}`;
