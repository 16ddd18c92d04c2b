import { mkdirSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import process from 'node:process';
import { cacheFolder } from './trust/cache-folder.ts';

/**
 * Lets Node.js keep what it compiles, so that the next command starts sooner. It is kept in the user's own folder, for what
 * lies there is run; where none can be made nothing is kept, for Node.js would wait for it for ever.
 */
export function keepCompiled(): void {
  const folder = join(cacheFolder(process.platform, process.env), 'compiled');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch {
    return;
  }
  enableCompileCache(folder);
}
