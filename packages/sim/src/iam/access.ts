import type { ApiRequest } from '../api/request.ts';
import { requireToken } from '../api/request.ts';
import { splitUrl } from '../api/split-url.ts';
import type { Call, Caller } from '../collections/call.ts';
import { own } from '../kernel/own.ts';
import type { Refusal } from '../kernel/refusal.ts';
import { projectOf } from '../kernel/resource-path.ts';
import type { State } from '../kernel/state.ts';
import { holds } from './condition.ts';
import type { IamOptions } from './iam-options.ts';
import type { Principal } from './member.ts';
import { namesOf } from './member.ts';
import type { Need } from './need.ts';
import type { Needs } from './needs.ts';
import { Policies } from './policies.ts';
import { faultOfBindings } from './read-policy.ts';
import { principalIn } from './principal-token.ts';
import { forbidden, unknownToken } from './refusals.ts';
import { Roles } from './roles.ts';

/** What a principal may do in all of a project, and the policies from which it follows. */
interface Held {
  readonly policies: readonly (object | undefined)[];
  readonly permissions: ReadonlySet<string>;
}

/** So many principals and projects are kept: whoever comes after them is looked up again. */
const MOST_KEPT = 10_000;

/** Who calls, and what they may do: the option `iam`, enforced. It keeps nothing of any state, so forks share it. */
export class Access {
  readonly roles: Roles;
  readonly policies: Policies;
  readonly #options: Required<IamOptions>;
  readonly #tokens: ReadonlyMap<string, Principal>;
  readonly #needs: Needs;
  readonly #names: Map<Principal, ReadonlySet<string>> = new Map();
  readonly #held: Map<string, Held> = new Map();

  constructor(options: Required<IamOptions>, needs: Needs) {
    this.#options = options;
    this.#tokens = new Map(Object.entries(options.tokens));
    this.roles = new Roles(options.roles);
    this.policies = new Policies(options);
    this.#needs = needs;
  }

  /** Who sends a request. @throws Refusal 401 for one without a token, and for a token of nobody */
  callerOf(request: ApiRequest): Principal {
    const header = own(request.headers, 'authorization');
    const bearer = header === undefined ? undefined : /^Bearer +(\S+)$/i.exec(header)?.[1];
    const token = bearer ?? tokenInQuery(request);
    const principal = token === undefined ? undefined : this.principalOf(token);
    if (principal !== undefined) return principal;
    throw unknownToken();
  }

  /** Of whom a token is; undefined if it is of nobody. */
  principalOf(token: string): Principal | undefined {
    return this.#tokens.get(token) ?? principalIn(token);
  }

  /** What a caller may do and ask, at what the state is then. */
  caller(principal: Principal, state: () => State): Caller {
    return {
      principal,
      permits: (permission, resource) => this.permits(principal, { permission, resource }, state()),
      givenPolicy: (resource) => this.policies.given(resource),
      faultOfBindings: (bindings) => faultOfBindings(bindings, this.roles),
    };
  }

  /** Why a call is refused to its caller; undefined where it is not. */
  refusalOf(call: Call, principal: Principal, state: State): Refusal | undefined {
    const needs = this.#needs.of(call, (path) => state.get(path)?.resource);
    let missing: Need[] | undefined;
    for (const need of needs) if (!this.permits(principal, need, state)) (missing ??= []).push(need);
    return missing === undefined ? undefined : forbidden(missing, principal);
  }

  /** Whether a principal has a permission on a resource, as it is now. */
  permits(principal: Principal, { permission, resource }: Need, state: State): boolean {
    const project = projectOf(resource);
    const held = this.#heldIn(project, principal, state);
    if (held.permissions.has(permission)) return true;
    const names = this.#namesOf(principal);
    const context = { resource, now: state.now };
    const allows = (policy: object | undefined): boolean =>
      policy !== undefined &&
      this.policies
        .grantsOf(policy)
        .some(
          ({ role, members, condition }) =>
            this.roles.permissionsOf(role).has(permission) &&
            isAny(members, names) &&
            (condition === undefined || holds(condition, context)),
        );
    if (held.policies.some(allows)) return true;
    return !this.policies.isScope(resource) && allows(this.policies.of(resource, state));
  }

  #heldIn(project: string, principal: Principal, state: State): Held {
    const key = `${principal} ${project}`;
    const policies = this.policies.ofProject(project, state);
    const known = this.#held.get(key);
    if (known !== undefined && isSameList(known.policies, policies)) return known;
    const names = this.#namesOf(principal);
    const permissions = new Set<string>();
    for (const policy of policies) {
      if (policy === undefined) continue;
      for (const { role, members, condition } of this.policies.grantsOf(policy)) {
        if (condition !== undefined || !isAny(members, names)) continue;
        for (const permission of this.roles.permissionsOf(role)) permissions.add(permission);
      }
    }
    const held = { policies, permissions };
    if (this.#held.size >= MOST_KEPT) this.#held.clear();
    this.#held.set(key, held);
    return held;
  }

  #namesOf(principal: Principal): ReadonlySet<string> {
    let names = this.#names.get(principal);
    if (names === undefined) {
      if (this.#names.size >= MOST_KEPT) this.#names.clear();
      this.#names.set(principal, (names = namesOf(principal, this.#options.groups)));
    }
    return names;
  }
}

/** @throws Refusal 401 for a request without a token anywhere */
function tokenInQuery(request: ApiRequest): string | undefined {
  const query = new URLSearchParams(typeof request.url === 'string' ? splitUrl(request.url).queryText : '');
  requireToken(request, query);
  return query.get('access_token') ?? query.get('oauth_token') ?? undefined;
}

const isAny = (members: ReadonlySet<string>, names: ReadonlySet<string>): boolean => {
  const [few, many] = members.size < names.size ? [members, names] : [names, members];
  for (const one of few) if (many.has(one)) return true;
  return false;
};

function isSameList(one: readonly unknown[], other: readonly unknown[]): boolean {
  if (one.length !== other.length) return false;
  for (let index = 0; index < one.length; index++) if (one[index] !== other[index]) return false;
  return true;
}
