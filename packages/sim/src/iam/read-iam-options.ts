import { readFields, readText, show } from '../read-fields.ts';
import type { CustomRole, IamOptions, IamPolicy } from './iam-options.ts';
import { refusalOfMember, refusalOfPrincipal } from './member.ts';
import { faultOfBindings } from './read-policy.ts';
import { Roles } from './roles.ts';

const FIELDS = ['tokens', 'groups', 'roles', 'policies', 'ancestors'] as const;
const ROLE = /^(?:projects|organizations)\/[^/\s]+\/roles\/[\w.]+$/;
const RESOURCE = /^(?:projects|folders|organizations|locations)\/\S+$/;
const ANCESTOR = /^(?:folders|organizations)\/[^/\s]+$/;
const PROJECT = /^projects\/[^/\s]+$/;

/** @throws TypeError naming the field that makes no sense, and what would */
export function readIamOptions(value: 'enforced' | IamOptions): Required<IamOptions> {
  const given: unknown = value === 'enforced' ? {} : value;
  const fields = readFields(given, "iam, unless it is 'enforced',", FIELDS);
  const tokens = entriesOf(fields['tokens'], 'iam.tokens').map(([token, principal]): [string, string] => {
    // The token may be a secret: its place is told by whom it is of.
    if (token.length === 0 || /\s/.test(token)) {
      throw new TypeError(`iam.tokens: the one of ${show(principal)} must be a text without spaces, and not empty`);
    }
    return [token, checked(principal, 'iam.tokens: each', refusalOfPrincipal)];
  });
  const groups = entriesOf(fields['groups'], 'iam.groups').map(([email, members]): [string, readonly string[]] => {
    const reason = refusalOfMember(`group:${email}`);
    if (reason !== undefined) throw new TypeError(`iam.groups: '${email}' must be the address of a group`);
    return [email, textsOf(members, `iam.groups['${email}']`, refusalOfMember)];
  });
  const custom = entriesOf(fields['roles'], 'iam.roles').map(([name, role]): [string, CustomRole] => [
    named(name, ROLE, 'iam.roles', 'projects/PROJECT/roles/NAME or organizations/ORGANIZATION/roles/NAME'),
    readRole(role, `iam.roles['${name}']`),
  ]);
  const ancestors = entriesOf(fields['ancestors'], 'iam.ancestors').map(
    ([name, above]): [string, readonly string[]] => [
      named(name, PROJECT, 'iam.ancestors', 'projects/PROJECT'),
      textsOf(above, `iam.ancestors['${name}']`, refusalOfAncestor),
    ],
  );
  const roles = Object.fromEntries(custom);
  const known = new Roles(roles);
  const policies = entriesOf(fields['policies'], 'iam.policies').map(([resource, policy]): [string, IamPolicy] => [
    named(resource, RESOURCE, 'iam.policies', 'projects/PROJECT, folders/FOLDER, organizations/ORGANIZATION or a path'),
    readPolicy(policy, `iam.policies['${resource}']`, known),
  ]);
  return {
    tokens: Object.fromEntries(tokens),
    groups: Object.fromEntries(groups),
    roles,
    ancestors: Object.fromEntries(ancestors),
    policies: Object.fromEntries(policies),
  };
}

/** @throws TypeError naming the field of the policy that makes no sense */
export function readPolicy(value: unknown, what: string, roles: Roles): IamPolicy {
  const policy = readFields(value, what, ['bindings', 'etag', 'version']);
  const fault = faultOfBindings(policy['bindings'], roles);
  if (fault !== undefined) throw new TypeError(`${what}.${fault.field} ${fault.reason}`);
  // The fields were looked at just now.
  return structuredClone(policy);
}

function readRole(value: unknown, what: string): CustomRole {
  const role = readFields(value, what, ['name', 'title', 'description', 'stage', 'etag', 'includedPermissions']);
  const includedPermissions = textsOf(role['includedPermissions'], `${what}.includedPermissions`, refusalOfPermission);
  return {
    includedPermissions,
    ...(role['title'] === undefined ? {} : { title: readText(role['title'], `${what}.title`) }),
  };
}

const refusalOfPermission = (value: unknown): string | undefined =>
  typeof value === 'string' && /^[a-z][\w-]*\.[\w-]+\.[\w-]+$/.test(value)
    ? undefined
    : `must be a permission such as compute.instances.get, without *; got ${show(value)}`;

const refusalOfAncestor = (value: unknown): string | undefined =>
  typeof value === 'string' && ANCESTOR.test(value)
    ? undefined
    : `must be folders/FOLDER or organizations/ORGANIZATION; got ${show(value)}`;

function entriesOf(value: unknown, what: string): readonly (readonly [string, unknown])[] {
  if (value === undefined) return [];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TypeError(`${what} must be an object; got ${show(value)}`);
  }
  return Object.entries(value);
}

function textsOf(value: unknown, what: string, refusalOf: (item: unknown) => string | undefined): readonly string[] {
  if (!Array.isArray(value)) throw new TypeError(`${what} must be a list; got ${show(value)}`);
  return value.map((item: unknown, index) => checked(item, `${what}[${index}]`, refusalOf));
}

function checked(value: unknown, what: string, refusalOf: (value: unknown) => string | undefined): string {
  const reason = refusalOf(value);
  if (reason !== undefined || typeof value !== 'string') throw new TypeError(`${what} ${reason}`);
  return value;
}

function named(name: string, pattern: RegExp, what: string, forms: string): string {
  if (pattern.test(name)) return name;
  throw new TypeError(`${what}: '${name}' must be ${forms}`);
}
