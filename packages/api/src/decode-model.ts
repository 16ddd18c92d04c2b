import type { ApiModel, ApiVersion } from './api-model.ts';
import type { DecodedLines } from './decoded-lines.ts';
import { methodTable, recordOf, type MethodTable } from './method-table.ts';
import type { ModelText } from './model-text.ts';
import type { Method, MethodPath, Parameter, Schema } from './model.ts';
import { schemaTable, type SchemaTable } from './schema-table.ts';

/** A model with what the next version's builds on. */
export interface DecodedModel extends ApiModel {
  readonly methodTable: MethodTable;
  readonly schemaTable: SchemaTable;
}

/** The model of a version; `base` is that of the version before, of which the text tells the differences. */
export function decodeModel(version: ApiVersion, text: ModelText, base?: DecodedModel): DecodedModel {
  const table = methodTable(text, base?.methodTable);
  const schemas = schemaTable(text, base?.schemaTable);
  const schema = (name: string): Schema => {
    const found = schemas.find(name);
    if (found === undefined) {
      throw new Error(`The Compute ${version} API has no schema ${name}; schemaNames lists those it has`);
    }
    return found;
  };
  let methods: readonly Method[] | undefined;
  let methodPaths: readonly MethodPath[] | undefined;
  let globalParameters: Readonly<Record<string, Parameter>> | undefined;
  return {
    version,
    revision: text.revision,
    get methods() {
      return (methods ??= allOf(table.methods));
    },
    get methodPaths() {
      return (methodPaths ??= allOf(table.paths));
    },
    findMethod: table.methods.find,
    get globalParameters() {
      return (globalParameters ??= recordOf(table.globalParameters));
    },
    get schemaNames() {
      return schemas.names;
    },
    schema,
    findSchema: schemas.find,
    kindOf: (schemaName) => schema(schemaName).properties['kind']?.default,
    methodTable: table,
    schemaTable: schemas,
  };
}

const allOf = <T>({ names, find }: DecodedLines<T>): readonly T[] => names.flatMap((name) => find(name) ?? []);
