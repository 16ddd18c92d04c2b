import { mkdirSync, statSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import process from 'node:process';
import { cacheFolder } from './trust/cache-folder.ts';

/**
 * Lets Node.js keep what it compiles, so that the next command starts sooner. It is kept in the user's own folder, for what
 * lies there is run; where none can be made nothing is kept, for Node.js would wait for it for ever.
 */
export function keepCompiled(): void {
  const parent = cacheFolder(process.platform, process.env);
  const folder = join(parent, 'compiled');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (![parent, folder].every(isOwn)) return;
  } catch {
    return;
  }
  enableCompileCache(folder);
}

/** Whether nobody but this user, and root, can put anything into a folder; of Windows it is not known. */
function isOwn(folder: string): boolean {
  const { uid, mode } = statSync(folder);
  return process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);
}
