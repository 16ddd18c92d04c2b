import { access, constants, readFile, stat } from 'node:fs/promises';
import { usageFailure } from '../failure.ts';
import { whyUnreadable } from '../why-unreadable.ts';

/** Where input came from, as the person wrote it; `-` is standard input. */
export interface Source {
  readonly name: string;
  readonly text: string;
}

/** Reads a file, a FIFO such as `<(kubectl …)`, or standard input for `-`. */
export async function readSource(flag: string, path: string): Promise<Source> {
  const name = path === '-' ? 'standard input' : path;
  try {
    return { name, text: decode(path === '-' ? await readStandardInput() : await readFile(path)) };
  } catch (error) {
    throw unreadable(flag, path, error);
  }
}

/** Refuses files that are not there or cannot be read. What they hold is not looked at. */
export async function requireReadable(flag: string, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    try {
      await access(path, constants.R_OK);
      if ((await stat(path)).isDirectory()) throw Object.assign(new Error('a directory'), { code: 'EISDIR' });
    } catch (error) {
      throw unreadable(flag, path, error);
    }
  }
}

function unreadable(flag: string, path: string, error: unknown): Error {
  return usageFailure(`${flag} ${path}: cannot be read: ${whyUnreadable(error)}`, error);
}

async function readStandardInput(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function decode(bytes: Uint8Array): string {
  // Windows PowerShell 5 writes what is redirected into a file as UTF-16 with a byte order mark.
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new Error('it is not text (UTF-8)');
  }
}
