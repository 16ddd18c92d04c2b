import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach } from 'vitest';
import { startedCommand } from '../started-command.test-support.ts';
import { runningSimulator } from './running-simulator.ts';

/** What `gcepool sim start` said. */
interface Started {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
  readonly url: string;
  readonly port: string;
  readonly pid: number;
}

interface BackgroundForTests {
  /** Where it is kept what runs. */
  readonly folder: () => string;
  readonly gcepool: (...args: readonly string[]) => ReturnType<typeof startedCommand>;
  /** `gcepool sim ARGS`, until it has ended. */
  readonly sim: (...args: readonly string[]) => ReturnType<typeof startedCommand>['ended'];
  /** `gcepool sim start FLAGS`, until it listens. */
  readonly started: (...flags: readonly string[]) => Promise<Started>;
}

/** The command with a cache of its own for each test. What a test has started in the background does not outlive it. */
export function backgroundForTests(): BackgroundForTests {
  let cache: string;
  let ports: readonly string[] = [];
  beforeEach(async () => {
    cache = await mkdtemp(join(tmpdir(), 'gcepool-background-'));
  });
  afterEach(async () => {
    for (const port of ports) {
      const running = await runningSimulator(background.folder(), Number(port));
      if (running !== undefined) process.kill(running.pid, 'SIGKILL');
      await running?.ended;
    }
    ports = [];
    await rm(cache, { recursive: true });
  });
  const background: BackgroundForTests = {
    folder: () => join(cache, 'gcepool', 'background'),
    gcepool: (...args) => startedCommand(args, { env: { XDG_CACHE_HOME: cache } }),
    sim: (...args) => background.gcepool('sim', ...args).ended,
    started: async (...flags) => {
      const said = await background.sim('start', ...flags);
      const [, url] = /^listening on (\S+)\n/.exec(said.out) ?? [];
      if (url === undefined) throw new Error(`it listens nowhere: ${said.out}${said.error}`);
      const { port } = new URL(url);
      ports = [...ports, port];
      return { ...said, url, port, pid: Number(/process (\d+)/.exec(said.error)?.[1]) };
    },
  };
  return background;
}
