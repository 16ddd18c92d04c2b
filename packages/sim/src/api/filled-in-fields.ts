import type { ApiModel } from '@gcepool/api';
import { own } from '../kernel/own.ts';

/** What the service fills in of every resource of a schema, where the schema has a field for it. */
export interface FilledInFields {
  readonly kind: string | undefined;
  readonly selfLinkWithId: boolean;
  readonly zone: boolean;
  readonly region: boolean;
  readonly fingerprint: boolean;
  readonly labelFingerprint: boolean;
}

/** Looked up with every insert, and found out once for each schema. */
export function filledInFields(schemaName: string, model: ApiModel): FilledInFields {
  let bySchema = filledIn.get(model);
  if (bySchema === undefined) filledIn.set(model, (bySchema = new Map()));
  let found = bySchema.get(schemaName);
  if (found === undefined) {
    const { properties } = model.schema(schemaName);
    const has = (field: string): boolean => own(properties, field) !== undefined;
    found = {
      kind: model.kindOf(schemaName),
      selfLinkWithId: has('selfLinkWithId'),
      zone: has('zone'),
      region: has('region'),
      fingerprint: has('fingerprint'),
      labelFingerprint: has('labelFingerprint'),
    };
    bySchema.set(schemaName, found);
  }
  return found;
}

/** By schema, of each version. */
const filledIn = new WeakMap<ApiModel, Map<string, FilledInFields>>();
