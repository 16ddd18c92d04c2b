import { apiVersions, type ApiModel, type ApiVersion } from './api-model.ts';
import { modelOf } from './model-of.ts';

/**
 * The versions of the API that have something: a method by its id, a schema by its name, a field as `Schema.field`, and
 * with `value` a value of that field's enumeration. Mostly one version and those after it, but a field may be in v1 alone.
 *
 * @example
 * versionsOf('backendServices.insert'); // ['v1', 'beta', 'alpha']
 * versionsOf('ForwardingRule.IPProtocol', 'ALL'); // ['alpha']
 */
export function versionsOf(name: string, value?: string): readonly ApiVersion[] {
  return apiVersions.filter((version) => has(modelOf(version), name, value));
}

function has(model: ApiModel, name: string, value: string | undefined): boolean {
  const dot = name.lastIndexOf('.');
  const property = model.findSchema(name.slice(0, dot))?.properties[name.slice(dot + 1)];
  if (value !== undefined) return (property?.enum ?? property?.items?.enum ?? []).includes(value);
  return property !== undefined || model.findSchema(name) !== undefined || model.findMethod(name) !== undefined;
}
