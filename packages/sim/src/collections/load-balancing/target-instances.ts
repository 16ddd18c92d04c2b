import type { JsonDraft } from '../../kernel/json.ts';
import { asString } from '../../kernel/json.ts';
import { invalid } from '../../kernel/refusal.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import type { Collection } from '../collection.ts';
import { grouped } from '../flat-collection.ts';
import { setOrClearField } from '../set-field.ts';

export const targetInstances: Collection = grouped({
  name: 'targetInstances',
  collections: ['targetInstances'],
  required: ['instance'],
  references: {
    'TargetInstance.instance': { to: ['instances'] },
    'TargetInstance.network': { to: ['networks'] },
    'TargetInstance.securityPolicy': { to: ['securityPolicies'] },
  },
  fullOperationTypes: ['setSecurityPolicy'],
  complete: (draft: JsonDraft) => {
    draft['natPolicy'] ??= 'NO_NAT';
  },
  check: ({ instance }, { call }) => {
    if (asString(instance).includes(`/${call.scope}/`)) return;
    throw invalid('resource.instance', instance, `The instance must be in zone '${nameOf(call.scope)}'.`);
  },
  verbs: { setSecurityPolicy: setOrClearField('securityPolicy') },
});
