import { policyKey } from '../collections/projects/policy-key.ts';
import { hasPublicImages } from '../collections/storage/public-image-lines.ts';
import type { JsonObject } from '../kernel/json.ts';
import { isObject } from '../kernel/json.ts';
import { own } from '../kernel/own.ts';
import { projectOf } from '../kernel/resource-path.ts';
import type { State } from '../kernel/state.ts';
import type { IamBinding, IamOptions } from './iam-options.ts';
import { memberKey } from './member.ts';
import { bindingsOf } from './read-policy.ts';

/** A role for some, as it is enforced. */
export interface Grant {
  readonly role: string;
  readonly members: ReadonlySet<string>;
  /** In the Common Expression Language; absent where it always holds. */
  readonly condition: string | undefined;
}

/** What is granted on resources: by what was set last, and by what was given at the start where nothing was. */
export class Policies {
  readonly #given: ReadonlyMap<string, object>;
  readonly #ancestors: Readonly<Record<string, readonly string[]>>;
  /** What is above all that is in no project: nobody says what is in which. */
  readonly #everywhere: readonly string[];
  /** A policy never changes: another takes its place. */
  readonly #grants: WeakMap<object, readonly Grant[]> = new WeakMap();

  constructor({ policies, ancestors }: Required<Pick<IamOptions, 'policies' | 'ancestors'>>) {
    this.#given = new Map(Object.entries(policies));
    this.#ancestors = ancestors;
    this.#everywhere = [...this.#given.keys()].filter((name) => /^(?:folders|organizations)\/[^/]+$/.test(name));
  }

  /** The policy of a resource itself. */
  of(resource: string, state: State): object | undefined {
    const set = state.get(resource)?.hidden?.['iamPolicy'] ?? state.told.get(policyKey(resource));
    return isObject(set) ? set : this.#given.get(resource);
  }

  /** The policy that was given at the start, of a resource of which none was set. */
  given(resource: string): JsonObject | undefined {
    // It was read from JSON, or could have been.
    return this.#given.get(resource) as JsonObject | undefined;
  }

  /** The policies that hold for all of a project: its own, and those of what is above it. */
  ofProject(project: string, state: State): readonly (object | undefined)[] {
    if (project === '') return this.#everywhere.map((name) => this.of(name, state));
    const path = `projects/${project}`;
    const its = this.#ofScope(path, state);
    const above = own(this.#ancestors, path);
    return above === undefined ? [its] : [its, ...above.map((name) => this.#ofScope(name, state))];
  }

  grantsOf(policy: object): readonly Grant[] {
    let grants = this.#grants.get(policy);
    if (grants === undefined) this.#grants.set(policy, (grants = bindingsOf(policy).map(grantOf)));
    return grants;
  }

  /** Whether a resource is a project, or what is above projects. */
  isScope(resource: string): boolean {
    return resource === `projects/${projectOf(resource)}` || /^(?:folders|organizations)\/[^/]+$/.test(resource);
  }

  #ofScope(name: string, state: State): object | undefined {
    return state.told.get(policyKey(name)) ?? this.#given.get(name) ?? publicPolicyOf(name);
  }
}

/** What publishes images lets everybody use them. */
const publicPolicyOf = (name: string): object | undefined =>
  hasPublicImages(projectOf(name)) ? IMAGES_FOR_EVERYBODY : undefined;

const IMAGES_FOR_EVERYBODY = { bindings: [{ role: 'roles/compute.imageUser', members: ['allAuthenticatedUsers'] }] };

const grantOf = ({ role, members, condition }: IamBinding): Grant => ({
  role,
  members: new Set(members.map(memberKey)),
  condition: condition?.expression,
});
