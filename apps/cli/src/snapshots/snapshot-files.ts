import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import process from 'node:process';
import { Failure } from '../failure.ts';

/** A snapshot of a simulator that is kept under a name. */
export interface KeptSnapshot {
  readonly name: string;
  /** RFC 3339. */
  readonly saved: string;
  readonly bytes: number;
}

const SUFFIX = '.json';

/** Where this user's snapshots are: in no cache, for they cannot be made again. */
function snapshotFolder(): string {
  const { XDG_STATE_HOME: xdg } = process.env;
  const base = xdg !== undefined && isAbsolute(xdg) ? xdg : join(homedir(), '.local', 'state');
  return join(base, 'gcepool', 'snapshots');
}

const fileOf = (name: string): string => join(snapshotFolder(), `${name}${SUFFIX}`);

/** Keeps a text under a name, whole or not at all. */
export async function keepSnapshot(name: string, text: string): Promise<void> {
  await mkdir(snapshotFolder(), { recursive: true, mode: 0o700 });
  const fresh = `${fileOf(name)}.${randomUUID()}`;
  await writeFile(fresh, text, { mode: 0o600 });
  await rename(fresh, fileOf(name));
}

/** @throws Failure naming those that there are, where there is none of this name */
export async function readSnapshot(name: string): Promise<string> {
  return readFile(fileOf(name), 'utf8').catch(async (error: unknown) => {
    const names = (await keptSnapshots()).map((kept) => kept.name).join(', ');
    const others = names === '' ? 'none is kept; `gcepool snapshot save NAME` keeps one' : `kept are ${names}`;
    throw new Failure(1, `there is no snapshot ${name}; ${others}`, { cause: error });
  });
}

/** All that are kept, by name. */
export async function keptSnapshots(): Promise<KeptSnapshot[]> {
  const files = await readdir(snapshotFolder()).catch(() => []);
  const names = files.filter((file) => file.endsWith(SUFFIX)).map((file) => file.slice(0, -SUFFIX.length));
  return Promise.all(
    names.toSorted().map(async (name) => {
      const { mtime, size: bytes } = await stat(fileOf(name));
      return { name, saved: mtime.toISOString(), bytes };
    }),
  );
}
