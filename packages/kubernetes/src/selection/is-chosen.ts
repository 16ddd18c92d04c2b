import { at, isJsonObject, textAt } from '../objects/json-object.ts';
import type { JsonObject } from '../objects/json-object.ts';
import { matches } from './selector.ts';
import type { SelectableFields, Selector } from './selector.ts';

/** True where one of the selectors chooses a service's port, or there is no selector. */
export function isChosen(object: JsonObject, item: JsonObject, selectors: readonly Selector[]): boolean {
  if (selectors.length === 0) return true;
  const recordAt = (field: string): SelectableFields['labels'] => {
    const found = at(object, 'metadata', field);
    return isJsonObject(found) ? found : {};
  };
  const numberAt = (field: string): string | undefined =>
    typeof item[field] === 'number' ? String(item[field]) : undefined;
  const selectable: SelectableFields = {
    labels: recordAt('labels'),
    annotations: recordAt('annotations'),
    fields: {
      'metadata.name': textAt(object, 'metadata', 'name'),
      'metadata.namespace': textAt(object, 'metadata', 'namespace') ?? 'default',
      'spec.type': textAt(object, 'spec', 'type') ?? 'ClusterIP',
      'spec.loadBalancerClass': textAt(object, 'spec', 'loadBalancerClass'),
      'spec.ports.name': textAt(item, 'name'),
      'spec.ports.port': numberAt('port'),
      'spec.ports.nodePort': numberAt('nodePort'),
      'spec.ports.appProtocol': textAt(item, 'appProtocol'),
    },
  };
  return selectors.some((selector) => matches(selector, selectable));
}
