import { policyKey } from '../collections/projects/policy-key.ts';
import type { JsonObject } from '../kernel/json.ts';
import type { State } from '../kernel/state.ts';
import { fingerprintOf, seedOf, token } from '../kernel/token.ts';
import { show } from '../read-fields.ts';
import type { Access } from './access.ts';
import type { IamPolicy } from './iam-options.ts';
import type { Principal } from './member.ts';
import { refusalOfPrincipal } from './member.ts';
import { principalIn, tokenOf } from './principal-token.ts';
import { readPolicy } from './read-iam-options.ts';
import { Roles } from './roles.ts';

/** Who may do what. It is enforced where the option `iam` says so; elsewhere everybody may do everything. */
export interface Iam {
  /** Whether the option `iam` has it enforced. */
  readonly isEnforced: boolean;
  /**
   * A token by which a simulator that enforces permissions knows its caller, for `Authorization: Bearer TOKEN`.
   *
   * @param principal `user:EMAIL` or `serviceAccount:EMAIL`
   * @throws TypeError for another name
   */
  tokenOf(principal: string): string;
  /** Of whom a token is, `user:EMAIL` or `serviceAccount:EMAIL`; undefined if it is of nobody. */
  principalOf(token: string): string | undefined;
  /**
   * The policy of a project, of what is above it, of a service account or of a resource of Compute, by its path; without bindings where
   * there is none.
   */
  policy(resource: string): IamPolicy;
  /**
   * Sets the policy of `projects/P`, `folders/F`, `organizations/O` or `projects/P/serviceAccounts/EMAIL` from now on, as part of the
   * state. Policies of resources of Compute are set by their `setIamPolicy`.
   *
   * @throws TypeError naming the field that makes no sense
   */
  setPolicy(resource: string, policy: IamPolicy): void;
  /**
   * Whether a principal may do on a resource what a permission is for.
   *
   * @param resource `projects/P`, or the path of a resource, which need not exist
   */
  permits(principal: string, permission: string, resource: string): boolean;
}

/** What the face needs of the simulator behind it. */
export interface IamSource {
  /** Absent where nothing is enforced. */
  readonly access: Access | undefined;
  readonly state: () => State;
  /** Keeps a policy, under a key of its own. */
  readonly keep: (key: string, policy: JsonObject) => void;
}

const SETTABLE = /^(?:projects|folders|organizations)\/[^/\s]+$|^projects\/[^/\s]+\/serviceAccounts\/[^/\s]+$/;

export const createIam = ({ access, state, keep }: IamSource): Iam => ({
  isEnforced: access !== undefined,
  tokenOf: (principal) => tokenOf(checked(principal)),
  principalOf: (shown) => access?.principalOf(shown) ?? principalIn(shown),
  policy: (resource) => structuredClone(policyOf(resource, access, state())),
  setPolicy: (resource, policy) => {
    if (typeof resource !== 'string' || !SETTABLE.test(resource)) {
      throw new TypeError(
        'iam.setPolicy sets policies of projects/P, folders/F, organizations/O and projects/P/serviceAccounts/EMAIL; ' +
          `that of a resource of Compute is set by its setIamPolicy; got ${show(resource)}`,
      );
    }
    const read = readPolicy(policy, 'policy', access?.roles ?? new Roles({}));
    keep(policyKey(resource), withEtag({ ...read }, state()));
  },
  permits: (principal, permission, resource) =>
    access === undefined || access.permits(checked(principal), { permission, resource }, state()),
});

function checked(principal: unknown): Principal {
  const reason = refusalOfPrincipal(principal);
  if (reason === undefined && typeof principal === 'string') return principal;
  throw new TypeError(`principal ${reason}`);
}

/** The policy of a resource as it is now. */
function policyOf(resource: string, access: Access | undefined, state: State): IamPolicy {
  const set = state.get(resource)?.hidden?.['iamPolicy'] ?? state.told.get(policyKey(resource));
  // What is kept was a policy when it was set.
  return (set ?? access?.policies.given(resource) ?? {}) as IamPolicy;
}

/** A policy as it is kept. */
const withEtag = (policy: IamPolicy, state: State): JsonObject => ({
  version: 1,
  ...copied(policy),
  etag: fingerprintOf(token(seedOf(`policy ${JSON.stringify(policy)}`), state.changes)),
});

// It was read, so that it holds nothing but JSON.
const copied = (policy: IamPolicy): JsonObject => structuredClone(policy) as unknown as JsonObject;
