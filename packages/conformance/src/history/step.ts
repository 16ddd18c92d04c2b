/** The collections that the laws are about. */
export type Kind = 'backendServices' | 'healthChecks' | 'instanceGroups' | 'networkEndpointGroups';

/** Collections whose resources can be changed; a network endpoint group stays what it was made as. */
export type ChangeableKind = Exclude<Kind, 'networkEndpointGroups'>;

export const CHANGEABLE_KINDS: readonly ChangeableKind[] = ['backendServices', 'healthChecks', 'instanceGroups'];

export const KINDS: readonly Kind[] = [...CHANGEABLE_KINDS, 'networkEndpointGroups'];

/** Whether resources of a kind can be changed. */
export function isChangeable(kind: Kind): kind is ChangeableKind {
  return kind !== 'networkEndpointGroups';
}

/** Short names of the resources that steps are about; what they are called in a cloud, its prefix decides. */
export const NAMES = ['a', 'b', 'c', 'd'] as const;

/** `Bad_Name` is one that no cloud takes. */
export type Name = (typeof NAMES)[number] | 'Bad_Name';

/**
 * What is put into a resource, in GCE's words. Where these hold links, a body holds short names: a backend service's
 * `healthChecks: ['a']` and `backends: [{ group: 'b' }]`, or `backends: [{ networkEndpointGroup: 'b' }]`.
 */
export type Body = Readonly<Record<string, unknown>>;

/** A change of one resource that a request id makes safe to repeat. */
export type Change =
  | { readonly do: 'create'; readonly kind: Kind; readonly name: Name; readonly body: Body }
  | {
      /**
       * `update` puts the body over what was just read; `replace` puts the body and nothing else; `patch` sends the body
       * alone, as a merge patch. Of an instance group an update sets the named ports.
       */
      readonly do: 'update' | 'replace' | 'patch';
      readonly kind: ChangeableKind;
      readonly name: Name;
      readonly body: Body;
    }
  | { readonly do: 'delete'; readonly kind: Kind; readonly name: Name };

/** One thing that is done to a cloud; plain data, so that a history can be shrunk, kept and replayed. */
export type Step =
  | Change
  | { readonly do: 'get'; readonly kind: Kind; readonly name: Name }
  | { readonly do: 'list'; readonly kind: Kind; /** Filters by name. */ readonly only?: Name }
  /** Two writers read the same, and then both write: one after the other, or at once. */
  | {
      readonly do: 'race';
      readonly kind: ChangeableKind;
      readonly name: Name;
      readonly bodies: readonly [Body, Body];
      readonly at: 'in turn' | 'once';
    }
  /** A change is asked for twice under one request id, as after a lost answer. */
  | { readonly do: 'again'; readonly step: Change }
  /** The health of a group, as a backend service sees it. */
  | { readonly do: 'getHealth'; readonly name: Name; readonly group: Name }
  /** `instances`: which of the instances that the cloud has for the laws, from 0. */
  | { readonly do: 'addInstances' | 'removeInstances'; readonly name: Name; readonly instances: readonly number[] }
  /** `endpoints`: which addresses, from 0 to 255. */
  | {
      readonly do: 'attachNetworkEndpoints' | 'detachNetworkEndpoints';
      readonly name: Name;
      readonly endpoints: readonly number[];
    };
