import type { JsonObject } from '../../kernel/json.ts';
import { asArray, asObject, isSame } from '../../kernel/json.ts';
import { invalid, required } from '../../kernel/refusal.ts';
import { calledResource } from '../called-resource.ts';
import type { Call } from '../call.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import type { Verb } from '../verb.ts';
import { withoutEmpty } from '../without-empty.ts';

/** A list of parts of a policy that one field tells apart. */
interface Parts {
  readonly field: 'associations' | 'trafficClassificationRules';
  readonly key: 'name' | 'priority';
  /** What every part has besides what was sent. */
  readonly defaults: JsonObject;
}

const ASSOCIATIONS: Parts = { field: 'associations', key: 'name', defaults: {} };
const RULES: Parts = {
  field: 'trafficClassificationRules',
  key: 'priority',
  defaults: { kind: 'compute#networkPolicyTrafficClassificationRule' },
};

function partsOf({ field }: Parts, call: Call, transaction: Parameters<typeof calledResource>[1]) {
  return asArray(calledResource(call, transaction).resource[field]).map(asObject);
}

/** @throws Refusal unless one of the parts is the one that the query names */
function namedPart({ key, field }: Parts, parts: readonly JsonObject[], { query }: Call): JsonObject {
  const sent = query.get(key) ?? '';
  if (sent === '') throw required(key);
  const found = parts.find((part) => isSame(part[key], key === 'priority' ? Number(sent) : sent));
  if (found === undefined) throw invalid(key, sent, `There is none in the ${field} of the network policy.`);
  return found;
}

/** Rules in the order of their priorities, associations in that in which they were added. */
const set = ({ field, key }: Parts, parts: readonly JsonObject[]): { readonly set: JsonObject } => ({
  set: {
    [field]: key === 'name' ? parts : parts.toSorted((a, b) => Number(a['priority']) - Number(b['priority'])),
  },
});

const add =
  (parts: Parts): Verb<JsonObject> =>
  (call, transaction) => {
    const present = partsOf(parts, call, transaction);
    const value = call.body[parts.key];
    if (value === undefined || value === '') throw required(`resource.${parts.key}`);
    if (present.some((part) => isSame(part[parts.key], value))) {
      throw invalid(`resource.${parts.key}`, value, `It is taken in the ${parts.field} of the network policy.`);
    }
    return set(parts, [...present, { ...parts.defaults, ...call.body }]);
  };

const get =
  (parts: Parts): Verb<JsonObject> =>
  (call, transaction) => ({ answer: namedPart(parts, partsOf(parts, call, transaction), call) });

const patch =
  (parts: Parts): Verb<JsonObject> =>
  (call, transaction) => {
    const present = partsOf(parts, call, transaction);
    const before = namedPart(parts, present, call);
    const after = withoutEmpty({ ...before, ...call.body });
    return set(
      parts,
      present.map((part) => (part === before ? after : part)),
    );
  };

const remove =
  (parts: Parts): Verb<JsonObject> =>
  (call, transaction) => {
    const present = partsOf(parts, call, transaction);
    const gone = namedPart(parts, present, call);
    return set(
      parts,
      present.filter((part) => part !== gone),
    );
  };

/** Policies that classify what leaves the instances of a region; later versions have them. */
export const networkPolicies: Collection = defineCollection({
  name: 'networkPolicies',
  collections: ['regionNetworkPolicies'],
  verbs: {
    addAssociation: add(ASSOCIATIONS),
    getAssociation: get(ASSOCIATIONS),
    removeAssociation: remove(ASSOCIATIONS),
    addTrafficClassificationRule: add(RULES),
    getTrafficClassificationRule: get(RULES),
    patchTrafficClassificationRule: patch(RULES),
    removeTrafficClassificationRule: remove(RULES),
  },
  evidence: {
    documented: {
      addAssociation: {
        version: 'beta',
        describedAt: 'regionNetworkPolicies.addAssociation',
        sentence: 'Inserts an association for the specified network policy.',
      },
      getAssociation: {
        version: 'beta',
        describedAt: 'regionNetworkPolicies.getAssociation',
        sentence: 'Gets an association with the specified name.',
      },
      removeAssociation: {
        version: 'beta',
        describedAt: 'regionNetworkPolicies.removeAssociation',
        sentence: 'Removes an association for the specified network policy.',
      },
      addTrafficClassificationRule: {
        version: 'beta',
        describedAt: 'regionNetworkPolicies.addTrafficClassificationRule',
        sentence: 'Inserts a rule into a network policy.',
      },
      getTrafficClassificationRule: {
        version: 'beta',
        describedAt: 'regionNetworkPolicies.getTrafficClassificationRule',
        sentence: 'Gets a rule of the specified priority.',
      },
      patchTrafficClassificationRule: {
        version: 'beta',
        describedAt: 'regionNetworkPolicies.patchTrafficClassificationRule',
        sentence: 'Patches a rule of the specified priority.',
      },
      removeTrafficClassificationRule: {
        version: 'beta',
        describedAt: 'regionNetworkPolicies.removeTrafficClassificationRule',
        sentence: 'Deletes a rule of the specified priority.',
      },
    },
  },
});
