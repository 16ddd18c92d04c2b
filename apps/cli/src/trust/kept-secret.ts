import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';

/** The text that is kept under a name; undefined where there is none yet. */
export async function readSecret(folder: string, name: string): Promise<string | undefined> {
  try {
    return await readFile(join(folder, name), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Keeps a text that holds a private key, whole or not at all, for its user alone.
 *
 * @param mayReplace whether it takes the place of what is there
 * @returns what is kept then: of two processes that do this at once, the text of the first
 */
export async function keepSecret(folder: string, name: string, text: string, mayReplace: boolean): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const kept = join(folder, name);
  const fresh = `${kept}.${randomUUID()}`;
  await writeFile(fresh, text, { mode: 0o600, flag: 'wx' });
  if (mayReplace) {
    await rename(fresh, kept);
    return text;
  }
  try {
    await link(fresh, kept);
    return text;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    return await readFile(kept, 'utf8');
  } finally {
    await rm(fresh);
  }
}
