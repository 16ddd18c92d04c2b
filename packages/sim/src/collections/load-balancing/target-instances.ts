import { invalid } from '../../kernel/refusal.ts';
import { nameOf, parentOf } from '../../kernel/resource-path.ts';
import { pathOf } from '../../kernel/self-link.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import { setOrClearField } from '../set-field.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type TargetInstance = Resource<'TargetInstance'>;

export const targetInstances: Collection = defineCollection({
  name: 'targetInstances',
  collections: ['targetInstances'],
  body: { required: ['instance'] },
  references: {
    'TargetInstance.instance': { to: ['instances'] },
    'TargetInstance.network': { to: ['networks'] },
    'TargetInstance.securityPolicy': { to: ['securityPolicies'] },
  },
  lifecycle: {
    complete: (draft: Draft<TargetInstance>) => {
      draft.natPolicy ??= 'NO_NAT';
    },
    check: ({ instance }, { call }) => {
      if (parentOf(parentOf(pathOf(instance ?? '') ?? '')) === call.scope) return;
      throw invalid('resource.instance', instance, `The instance must be in zone '${nameOf(call.scope)}'.`);
    },
  },
  operations: { fullTypes: ['setSecurityPolicy'] },
  verbs: { setSecurityPolicy: setOrClearField('securityPolicy') },
  evidence: {
    documented: {
      setSecurityPolicy: {
        describedAt: 'targetInstances.setSecurityPolicy',
        sentence: 'Sets the Google Cloud Armor security policy for the specified target instance.',
      },
    },
  },
});
