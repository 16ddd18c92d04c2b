import type { ApiModel, Property } from '@gcepool/api';
import { own } from '../kernel/own.ts';

/** The field of a message that holds what was asked for, and the schema of that, if it has one. */
export interface ListField {
  readonly name: string;
  readonly itemSchema: string | undefined;
}

/** Lists of a response that speak about the list. */
const ASIDES: ReadonlySet<string> = new Set(['scopedWarnings', 'unreachables', 'warnings']);

/** The one list of a response: `items`, `result`, `managedInstances`; undefined if it has none. */
export function listFieldOf(schemaName: string, { schema }: ApiModel): ListField | undefined {
  const { properties } = schema(schemaName);
  const name = Object.keys(properties).find((field) => own(properties, field)?.type === 'array' && !ASIDES.has(field));
  return name === undefined ? undefined : { name, itemSchema: own(properties, name)?.items?.ref };
}

/** The one list in each scope of an aggregated response: its name is the collection's, but for a few. */
export function scopedListFieldOf(schemaName: string, model: ApiModel): ListField | undefined {
  const items: Property | undefined = model.schema(schemaName).properties['items'];
  return items?.items?.ref === undefined ? undefined : listFieldOf(items.items.ref, model);
}
