import type { Api } from './api.ts';
import { collectionTypesSource } from './collection-types.ts';
import { modelSource } from './model-source.ts';
import { parameterTable, type ParameterTable } from './parameter-table.ts';
import { typesSource } from './types-source.ts';

/** The files of `src/generated`, by name; the same versions, the most stable first, always give the same texts. */
export function generatedFiles(apis: readonly Api[]): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  let table: ParameterTable | undefined;
  for (const [i, api] of apis.entries()) {
    const base = apis[i - 1];
    table = parameterTable(api.methods, table);
    files.set(`${api.version}/model.ts`, modelSource(api, base, table));
    files.set(`${api.version}/types.ts`, typesSource(api, base));
    files.set(`${api.version}/collection-types.ts`, collectionTypesSource(api, base));
  }
  return files;
}
