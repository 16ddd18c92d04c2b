import type { DiscoveryDocument } from './discovery.ts';
import { collectionTypesSource } from './collection-types.ts';
import { modelSource } from './model-source.ts';
import { typesSource } from './types-source.ts';

/** The files of `src/generated`, by name; the same document always gives the same texts. */
export function generatedFiles(document: DiscoveryDocument): ReadonlyMap<string, string> {
  return new Map([
    ['model.ts', modelSource(document)],
    ['types.ts', typesSource(document)],
    ['collection-types.ts', collectionTypesSource(document)],
  ]);
}
