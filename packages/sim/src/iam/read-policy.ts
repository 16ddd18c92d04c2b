import type { PolicyFaultWords } from '../collections/call.ts';
import { isObject } from '../kernel/json.ts';
import { own } from '../kernel/own.ts';
import { show } from '../read-fields.ts';
import { refusalOfCondition } from './condition.ts';
import type { IamBinding } from './iam-options.ts';
import { refusalOfMember } from './member.ts';
import type { Roles } from './roles.ts';

const fault = (field: string, value: unknown, reason: string): PolicyFaultWords => ({ field, value, reason });

/** What is wrong with the bindings of a policy first; undefined where they can be enforced as they are. */
export function faultOfBindings(bindings: unknown, roles: Roles): PolicyFaultWords | undefined {
  if (bindings === undefined || bindings === null) return undefined;
  if (!Array.isArray(bindings)) return fault('bindings', bindings, `must be a list; got ${show(bindings)}`);
  for (const [index, binding] of bindings.entries()) {
    const found = faultOfBinding(binding, roles);
    if (found !== undefined) return { ...found, field: `bindings[${index}]${found.field}` };
  }
  return undefined;
}

const KNOWN = ['role', 'members', 'condition', 'bindingId'];

function faultOfBinding(binding: unknown, roles: Roles): PolicyFaultWords | undefined {
  if (!isObject(binding)) return fault('', binding, 'must be an object with the fields role and members');
  const unknown = Object.keys(binding).find((name) => !KNOWN.includes(name));
  if (unknown !== undefined)
    return fault(`.${unknown}`, unknown, `is not known; bindings have ${KNOWN.slice(0, 3).join(', ')}`);
  const { role, members, condition } = binding;
  const refusal = roles.refusalOf(role);
  if (refusal !== undefined) return fault('.role', role, refusal);
  if (!Array.isArray(members)) return fault('.members', members, `must be a list; got ${show(members)}`);
  for (const [index, member] of members.entries()) {
    const reason = refusalOfMember(member);
    if (reason !== undefined) return fault(`.members[${index}]`, member, reason);
  }
  if (condition === undefined || condition === null) return undefined;
  const expression = isObject(condition) ? own(condition, 'expression') : undefined;
  if (typeof expression !== 'string') {
    return fault('.condition.expression', expression, 'must be a text');
  }
  const why = refusalOfCondition(expression);
  return why === undefined
    ? undefined
    : fault('.condition.expression', expression, `cannot be evaluated by this simulator: ${why}`);
}

/** The bindings of a policy that {@link faultOfBindings} finds nothing wrong with. */
export const bindingsOf = (policy: object): readonly IamBinding[] =>
  // Checked before it was kept.
  (policy as { readonly bindings?: readonly IamBinding[] }).bindings ?? [];
