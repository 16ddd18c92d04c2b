import type { Json, JsonDraft, JsonObject } from '../../kernel/json.ts';
import { asArray, asObject, asString } from '../../kernel/json.ts';
import { referencedPath } from '../../kernel/reference-path.ts';
import { inUse, invalid, notFound, required } from '../../kernel/refusal.ts';
import { linkOf, pathOf } from '../../kernel/self-link.ts';
import type { Entry } from '../../kernel/entry.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import type { Call } from '../call.ts';
import { calledResource } from '../called-resource.ts';
import type { Verb } from '../verb.ts';

/** How a kind of policy calls the parts of its associations. */
export interface AssociationFields {
  /** What the policy is attached to: `attachmentTarget`. */
  readonly target: string;
  /** The policy itself: `firewallPolicyId`. */
  readonly policyId: string;
}

const associationsOf = (policy: Entry): readonly JsonObject[] => asArray(policy.resource.associations).map(asObject);

/** The verbs on the associations of policies of one kind. */
export function associationVerbs({ target, policyId }: AssociationFields): Readonly<Record<string, Verb>> {
  /** Attaches a policy. A target has one policy of a kind: another one must be replaced expressly. */
  const addAssociation: Verb = (call, transaction) => {
    const policy = calledResource(call, transaction);
    const sent = asString(call.body[target]);
    if (sent === '') throw required(`resource.${target}`);
    const attached = targetOf(sent, `resource.${target}`, call, transaction);
    const isReplacing = call.query.get('replaceExistingAssociation')?.toLowerCase() === 'true';
    const isOther = (association: JsonObject): boolean => association[target] !== attached;
    for (const [path, other] of policiesBeside(call, transaction)) {
      if (associationsOf(other).every(isOther)) continue;
      if (!isReplacing) throw invalid(`resource.${target}`, sent, `It is associated with '${path}' already.`);
      if (path !== call.path) transaction.put(path, withAssociations(other, associationsOf(other).filter(isOther)));
    }
    const kept = associationsOf(policy).filter(isOther);
    const association: JsonDraft = { ...call.body, [target]: attached, [policyId]: policy.resource.id };
    association.name ??= attached.replace('/', '-');
    if (kept.some(({ name }) => name === association.name)) {
      throw invalid('resource.name', association.name, 'An association with that name already exists.');
    }
    for (const field of ['displayName', 'shortName']) {
      if (policy.resource[field] !== undefined) association[field] = policy.resource[field];
    }
    return { write: withAssociations(policy, [...kept, association]) };
  };

  /** What an association is attached to stays as it is. */
  const patchAssociation: Verb = (call, transaction) => {
    const policy = calledResource(call, transaction);
    const before = associationNamed(policy, asString(call.body.name));
    const { [target]: _, ...sent } = call.body;
    const changed = associationsOf(policy).map((other) => (other === before ? { ...before, ...sent } : other));
    return { write: withAssociations(policy, changed) };
  };

  /** Those of all policies with one target. */
  const listAssociations: Verb = (call, transaction) => {
    const resource = call.query.get('targetResource') ?? '';
    const policies = policiesBeside(call, transaction);
    return {
      list: policies.flatMap(([, policy]) => associationsOf(policy).filter((other) => other[target] === resource)),
    };
  };

  return { addAssociation, getAssociation, listAssociations, patchAssociation, removeAssociation };
}

const getAssociation: Verb = (call, transaction) => ({
  answer: associationNamed(calledResource(call, transaction), call.query.get('name')),
});

const removeAssociation: Verb = (call, transaction) => {
  const policy = calledResource(call, transaction);
  const gone = associationNamed(policy, call.query.get('name'));
  return {
    write: withAssociations(
      policy,
      associationsOf(policy).filter((other) => other !== gone),
    ),
  };
};

/** @throws Refusal to delete a policy that is associated with anything */
export function checkNotAssociated(path: string, policy: Entry, snakeName: string, fields: AssociationFields): void {
  const [association] = associationsOf(policy);
  if (association === undefined) return;
  const target = asString(association[fields.target]);
  throw inUse(snakeName, path, pathOf(target) ?? target);
}

function associationNamed(policy: Entry, name: string | undefined): JsonObject {
  const found = associationsOf(policy).find((association) => association.name === name);
  if (found !== undefined) return found;
  throw invalid('name', name, 'An association with that name does not exist.');
}

function withAssociations(policy: Entry, associations: readonly Json[]): Entry {
  const { associations: _, ...resource } = policy.resource;
  return { ...policy, resource: associations.length > 0 ? { ...resource, associations } : resource };
}

/** The policies that lie beside the one of a call, itself among them. */
function policiesBeside(call: Call, transaction: Transaction): readonly (readonly [string, Entry])[] {
  const policies: (readonly [string, Entry])[] = [];
  transaction.state.scanCollection(call.parent, '', (path, entry) => void policies.push([path, entry]));
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
