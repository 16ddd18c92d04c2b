import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';

/** A PostgreSQL of a test's own. */
export interface PostgresServer {
  /** Of the database `postgres`, without a cloud. */
  readonly url: string;
  readonly port: number;
  /** Of the process whose children serve the connections; another one after a restart. */
  readonly pid: number;
  /** Has it end as a power failure does, and starts it again. */
  restart(): Promise<void>;
  /** Has it end; its files are gone. */
  stop(): Promise<void>;
}

const PROGRAMS = ['initdb', 'postgres'];
const DEBIAN = '/usr/lib/postgresql';
const OLDEST = 15;

/** Where the programs of a PostgreSQL are that is new enough: `GCEPOOL_TEST_POSTGRES` names the folder. Undefined where there is none. */
export function postgresFolder(): string | undefined {
  const named = process.env['GCEPOOL_TEST_POSTGRES'];
  const debian = existsSync(DEBIAN) ? readdirSync(DEBIAN).filter((version) => Number(version) >= OLDEST) : [];
  const folders = [
    ...(named === undefined ? [] : [named]),
    ...debian.map((version) => join(DEBIAN, version, 'bin')).toReversed(),
    ...(process.env['PATH'] ?? '').split(delimiter),
  ];
  return folders.find((folder) => PROGRAMS.every((program) => existsSync(join(folder, program))));
}

/** PostgreSQL refuses to run as root: then it runs as nobody. */
const NOBODY = 65_534;
const user = (): { uid?: number; gid?: number } => (process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {});

/** Starts a PostgreSQL on a free port of this machine, with a database of its own in a folder of its own. */
export async function startPostgres(folder: string): Promise<PostgresServer> {
  const home = mkdtempSync(join(tmpdir(), 'gcepool-postgres-'));
  if (user().uid !== undefined) chownSync(home, NOBODY, NOBODY);
  const data = join(home, 'data');
  await run(join(folder, 'initdb'), [
    '-D',
    data,
    '-U',
    'gce',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale=C',
    '--no-instructions',
  ]);
  const port = await freePort();
  const start = (): Promise<ChildProcess> => started(join(folder, 'postgres'), data, home, port);
  let server = await start();
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const exited = once(server, 'exit');
    server.kill(signal);
    await exited;
  };
  return {
    url: `postgres://gce@127.0.0.1:${port}/postgres`,
    port,
    get pid() {
      // It said that it is ready.
      return server.pid ?? 0;
    },
    restart: async () => {
      // At once: nothing is written down that was not, and who is connected is not told.
      await end('SIGQUIT');
      server = await start();
    },
    stop: async () => {
      await end('SIGINT');
      rmSync(home, { recursive: true });
    },
  };
}

async function started(program: string, data: string, sockets: string, port: number): Promise<ChildProcess> {
  const settings = { shared_buffers: '32MB', max_wal_size: '256MB', unix_socket_directories: sockets };
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(program, ['-D', data, '-h', '127.0.0.1', '-p', String(port), ...args], {
    ...user(),
    cwd: data,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  await new Promise<void>((resolve, reject) => {
    child.once('exit', () => reject(new Error(`PostgreSQL does not start:\n${said}`)));
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk;
      if (said.includes('ready to accept connections')) resolve();
    });
  });
  child.removeAllListeners('exit');
  child.stderr.removeAllListeners('data').resume();
  return child;
}

async function run(program: string, args: readonly string[]): Promise<void> {
  const child = spawn(program, args, { ...user(), cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] });
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  if (code !== 0) throw new Error(`${program} ends with ${String(code)}:\n${said}`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('a listening server has a port');
  return address.port;
}
