import type { Step } from '@gcepool/core';
import { fieldChanges } from './field-changes.ts';
import type { FieldChange } from './field-changes.ts';

/** The fields that a step changes; a member of a group is one. To watch changes nothing. Pure. */
export function stepChanges(step: Step): readonly FieldChange[] {
  switch (step.verb) {
    case 'watch':
      return [];
    case 'addInstances':
      return step.instances.map((name) => ({ field: 'members', after: name }));
    case 'removeInstances':
      return step.instances.map((name) => ({ field: 'members', before: name }));
    case 'setSecurityPolicy':
      return [{ field: 'securityPolicy', after: step.securityPolicy === '' ? 'none' : step.securityPolicy }];
    default:
      return fieldChanges('before' in step ? step.before : undefined, 'after' in step ? step.after : undefined);
  }
}
