import type { ApiModel } from '@gcepool/api';
import type { JsonDraft } from '../kernel/json.ts';
import { isObject } from '../kernel/json.ts';
import { own } from '../kernel/own.ts';

/**
 * Takes out fields whose message or map holds nothing: they count as not set, as a managed group shows that is sent
 * `resourcePolicies: { workloadPolicy: null }`. A message that can hold nothing says all it has to say by being there.
 *
 * @param kept fields that the service is seen to print all the same
 */
export function dropEmpty(
  draft: JsonDraft,
  schemaName: string | undefined,
  { findSchema }: ApiModel,
  kept: readonly string[] = [],
): void {
  const properties = schemaName === undefined ? undefined : findSchema(schemaName)?.properties;
  for (const name of Object.keys(draft)) {
    const value = draft[name];
    if (!isObject(value) || Object.keys(value).length > 0 || kept.includes(name)) continue;
    const property = own(properties, name);
    if (property === undefined || property.outputOnly === true) continue;
    const inner = property.ref === undefined ? undefined : findSchema(property.ref);
    if (property.type === 'map' || (inner !== undefined && Object.keys(inner.properties).length > 0))
      delete draft[name];
  }
}
