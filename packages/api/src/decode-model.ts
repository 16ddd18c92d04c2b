import type { ApiModel, ApiVersion } from './api-model.ts';
import { methodTable, type MethodTable } from './method-table.ts';
import type { ModelText } from './model-text.ts';
import type { Schema } from './model.ts';
import { schemaTable, type SchemaTable } from './schema-table.ts';

/** A model with what the next version's builds on. */
export interface DecodedModel extends ApiModel {
  readonly methodTable: MethodTable;
  readonly schemaTable: SchemaTable;
}

/** The model of a version; `base` is that of the version before, of which the text tells the differences. */
export function decodeModel(version: ApiVersion, text: ModelText, base?: DecodedModel): DecodedModel {
  const methods = methodTable(text, base?.methodTable);
  const schemas = schemaTable(text, base?.schemaTable);
  const schema = (name: string): Schema => {
    const found = schemas.find(name);
    if (found === undefined) {
      throw new Error(`The Compute ${version} API has no schema ${name}; schemaNames lists those it has`);
    }
    return found;
  };
  return {
    version,
    revision: text.revision,
    methods: methods.methods,
    globalParameters: methods.globalParameters,
    schemaNames: schemas.names,
    schema,
    findSchema: schemas.find,
    kindOf: (schemaName) => schema(schemaName).properties['kind']?.default,
    methodTable: methods,
    schemaTable: schemas,
  };
}
