import type { JsonObject } from '../../kernel/json.ts';
import { referencedPath } from '../../kernel/reference-path.ts';
import { invalid, notFound, notSimulated, required } from '../../kernel/refusal.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import { linkOf } from '../../kernel/self-link.ts';
import type { Entry } from '../../kernel/entry.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import type { Call } from '../call.ts';
import { calledResource } from '../called-resource.ts';
import { scanIn } from '../../wire/find.ts';
import type { Verb } from '../verb.ts';
import { withoutEmpty } from '../without-empty.ts';
import type { Draft } from '../../wire/wire.ts';
import type { Association, AssociationFields, Policy } from './attached-policy.ts';
import { associationsOf, withAssociations } from './attached-policy.ts';

/** The verbs on the associations of policies of one kind. */
export interface AssociationVerbs {
  readonly addAssociation: Verb<Association, Policy>;
  readonly getAssociation: Verb<JsonObject, Policy>;
  readonly listAssociations: Verb<JsonObject, Policy>;
  readonly patchAssociation: Verb<Association, Policy>;
  readonly removeAssociation: Verb<JsonObject, Policy>;
}

/** {@link AssociationVerbs} of policies of one kind. */
export function associationVerbs(fields: AssociationFields): AssociationVerbs {
  const { target, policyId } = fields;
  /** Attaches a policy. A target has one policy of a kind: another one must be replaced expressly. */
  const addAssociation: AssociationVerbs['addAssociation'] = (call, transaction) => {
    const policy = calledResource<Policy>(call, transaction);
    const sent = call.body[target] ?? '';
    if (sent === '') throw required(`resource.${target}`);
    const attached = targetOf(sent, `resource.${target}`, call, transaction);
    const isReplaced = replacedBy(call);
    const isOther = (association: Association): boolean => association[target] !== attached;
    for (const [path, other] of policiesBeside(fields, call, transaction)) {
      if (associationsOf(other).every(isOther)) continue;
      if (!isReplaced(path)) throw invalid(`resource.${target}`, sent, `It is associated with '${path}' already.`);
      if (path !== call.path) transaction.put(path, withAssociations(other, associationsOf(other).filter(isOther)));
    }
    const kept = associationsOf(policy).filter(isOther);
    const association: Draft<Association> = { ...call.body };
    association[target] = attached;
    // Those of a project do not say it (observed).
    if (call.project === '') association[policyId] = policy.resource.id;
    association.name ??= attached.replace('/', '-');
    if (kept.some(({ name }) => name === association.name)) {
      throw invalid('resource.name', association.name, 'An association with that name already exists.');
    }
    for (const field of ['displayName', 'shortName'] as const) {
      if (policy.resource[field] !== undefined) association[field] = policy.resource[field];
    }
    return { write: withAssociations(policy, [...kept, association]) };
  };

  /** What an association is attached to stays as it is. */
  const patchAssociation: AssociationVerbs['patchAssociation'] = (call, transaction) => {
    const policy = calledResource<Policy>(call, transaction);
    const before = associationNamed(policy, call.body.name ?? '');
    const { [target]: _, ...sent } = call.body;
    const changed = associationsOf(policy).map((other) =>
      other === before ? withoutEmpty({ ...before, ...sent }) : other,
    );
    return { write: withAssociations(policy, changed) };
  };

  /** Those of all policies with one target. */
  const listAssociations: AssociationVerbs['listAssociations'] = (call, transaction) => {
    const resource = call.query.get('targetResource') ?? '';
    // What contains a folder, nothing tells here; nothing contains an organization.
    if (isTrue(call, 'includeInheritedPolicies') && resource.startsWith('folders/')) {
      throw notSimulated('The query parameter includeInheritedPolicies, for a folder,');
    }
    const policies = policiesBeside(fields, call, transaction);
    return {
      list: policies.flatMap(([, policy]) => associationsOf(policy).filter((other) => other[target] === resource)),
    };
  };

  return { addAssociation, getAssociation, listAssociations, patchAssociation, removeAssociation };
}

const getAssociation: AssociationVerbs['getAssociation'] = (call, transaction) => ({
  answer: associationNamed(calledResource<Policy>(call, transaction), call.query.get('name')),
});

const removeAssociation: AssociationVerbs['removeAssociation'] = (call, transaction) => {
  const policy = calledResource<Policy>(call, transaction);
  const gone = associationNamed(policy, call.query.get('name'));
  return {
    write: withAssociations(
      policy,
      associationsOf(policy).filter((other) => other !== gone),
    ),
  };
};

const isTrue = ({ query }: Call, parameter: string): boolean => query.get(parameter)?.toLowerCase() === 'true';

/** Whether a policy, by its path, gives up its association with what another one is now attached to. One parameter excludes the other (documented). */
function replacedBy(call: Call): (path: string) => boolean {
  const replaced = call.query.get('associatedPolicyToBeReplaced');
  const areAllReplaced = isTrue(call, 'replaceExistingAssociation');
  if (replaced === undefined || replaced === '') return () => areAllReplaced;
  if (!areAllReplaced) return (path) => nameOf(path) === nameOf(replaced);
  throw invalid('associatedPolicyToBeReplaced', replaced, 'It excludes replaceExistingAssociation.');
}

function associationNamed(policy: Entry<Policy>, name: string | undefined): Association {
  const found = associationsOf(policy).find((association) => association.name === name);
  if (found !== undefined) return found;
  throw invalid('name', name, 'An association with that name does not exist.');
}

/** The policies that lie beside the one of a call, itself among them. */
function policiesBeside(
  { segment }: AssociationFields,
  call: Call,
  { state }: Transaction,
): readonly (readonly [string, Entry<Policy>])[] {
  const policies: (readonly [string, Entry<Policy>])[] = [];
  scanIn(state, segment, call.scope, (path, entry) => void policies.push([path, entry]));
  return policies;
}

/** Policies of projects are attached to networks, by link; those of organizations to folders and the like, by name. */
function targetOf(sent: string, field: string, call: Call, transaction: Transaction): string {
  if (call.project === '') return sent;
  const path = referencedPath(sent, call.project);
  if (path === undefined) throw invalid(field, sent, 'The URL is malformed.');
  if (transaction.get(path) === undefined) throw notFound(path);
  return linkOf(path);
}
