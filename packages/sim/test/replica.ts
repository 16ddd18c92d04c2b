import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import type { CutProxy } from './cut-proxy.ts';
import { startCutProxy } from './cut-proxy.ts';

const script = fileURLToPath(new URL('shared-server.ts', import.meta.url));
/** What is published starts faster: for many rounds, after `npm run build`. */
const CONDITIONS = process.env['GCEPOOL_TEST_BUILT'] === undefined ? ['--conditions=@gcepool/source'] : [];

/** One of several servers of a cloud, in a process of its own, with a network of its own between it and the database. */
export class Replica {
  readonly proxy: CutProxy;
  readonly #cloud: string;
  #child: ChildProcess | undefined;
  url = '';

  private constructor(proxy: CutProxy, cloud: string) {
    this.proxy = proxy;
    this.#cloud = cloud;
  }

  static async start(port: number, cloud: string): Promise<Replica> {
    const replica = new Replica(await startCutProxy(port), cloud);
    await replica.#serve();
    return replica;
  }

  /** Kills it, and starts it again. */
  async restart(): Promise<void> {
    await this.#kill();
    await this.#serve();
  }

  async stop(): Promise<void> {
    await this.#kill();
    await this.proxy.close();
  }

  async #kill(): Promise<void> {
    const child = this.#child;
    if (child === undefined) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }

  async #serve(): Promise<void> {
    const database = `postgres://gce@127.0.0.1:${this.proxy.port}/postgres?cloud=${this.#cloud}`;
    // A network that is cut while it starts is one more reason to start it again.
    for (;;) {
      const child = spawn(process.execPath, [...CONDITIONS, script, database], { stdio: ['ignore', 'pipe', 'pipe'] });
      this.#child = child;
      child.stderr.resume();
      const line = await Promise.race([
        once(child.stdout, 'data').then(([data]) => String(data).trim()),
        once(child, 'exit').then(() => undefined),
      ]);
      if (line === undefined) continue;
      this.url = line;
      return;
    }
  }
}
