import { watch } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';

/**
 * Tells of changes to files, also where they are replaced by others of their name, as editors and Kubernetes' ConfigMaps do.
 *
 * @returns ends the watch.
 * @throws the system's error where a folder cannot be watched.
 */
export function watchFiles(paths: readonly string[], onChange: (path: string) => void): () => void {
  const folderOf = (path: string): string => dirname(resolve(path));
  const watchers = [...new Set(paths.map(folderOf))].map((folder) =>
    watch(folder, (_event, changed) => {
      for (const path of paths) {
        if (folderOf(path) !== folder) continue;
        // A ConfigMap's files are links through `..data`, which is what is replaced.
        if (changed === null || changed === '..data' || changed === basename(path)) onChange(path);
      }
    }),
  );
  return () => {
    for (const watcher of watchers) watcher.close();
  };
}
