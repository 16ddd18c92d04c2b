import { permissionsOfMethod, modelOf, predefinedRoles } from '@gcepool/api/models';
import type { CustomRole } from './iam-options.ts';
import { OTHER_PERMISSIONS } from './other-permissions.ts';

const NONE: ReadonlySet<string> = new Set();

/** What roles allow: those that Google defines, and those of a simulator's own. */
export class Roles {
  readonly #custom: ReadonlyMap<string, ReadonlySet<string>>;

  constructor(custom: Readonly<Record<string, CustomRole>>) {
    this.#custom = new Map(
      Object.entries(custom).map(([name, { includedPermissions }]) => [name, new Set(includedPermissions)]),
    );
  }

  permissionsOf(role: string): ReadonlySet<string> {
    return this.#custom.get(role) ?? rolePermissions().get(role) ?? NONE;
  }

  /** Why nobody can have a role; undefined if somebody can. Roles of other services are taken, and allow nothing here. */
  refusalOf(role: unknown): string | undefined {
    if (typeof role !== 'string') return 'must be the name of a role, such as roles/compute.viewer';
    if (this.#custom.has(role) || rolePermissions().has(role)) return undefined;
    if (/^(?:projects|organizations)\/[^/]+\/roles\/[^/]+$/.test(role)) {
      const known = [...this.#custom.keys()].join(', ');
      return `names the custom role '${role}', which the option iam does not define; its roles are: ${known || 'none'}`;
    }
    if (/^roles\/(?!compute\.)[a-z][\w]*\.[\w.]+$/.test(role)) return undefined;
    return `names no role that is known: '${role}'`;
  }
}

let known: ReadonlyMap<string, ReadonlySet<string>> | undefined;

/** Predefined roles, by name, with what they have that is not of Compute as far as simulators ask for it. */
export function rolePermissions(): ReadonlyMap<string, ReadonlySet<string>> {
  if (known !== undefined) return known;
  const roles = new Map<string, Set<string>>();
  for (const [name, { permissions }] of predefinedRoles()) roles.set(name, new Set(permissions));
  for (const [name, permissions] of Object.entries(OTHER_PERMISSIONS)) {
    const held = roles.get(name) ?? new Set();
    for (const permission of permissions) held.add(permission);
    roles.set(name, held);
  }
  for (const permission of permissionsWithoutRole(roles)) {
    const readers = /\.(?:get|list)\w*$/.test(permission) ? ['roles/viewer', 'roles/compute.viewer'] : [];
    for (const role of ['roles/owner', 'roles/editor', 'roles/compute.admin', ...readers]) {
      if (!permission.endsWith('IamPolicy') || role !== 'roles/editor') roles.get(role)?.add(permission);
    }
  }
  known = roles;
  return roles;
}

/**
 * What methods need and no predefined role is known to have: it would be refused to everybody, so whoever has all else of Compute has
 * that too (assumed).
 */
function permissionsWithoutRole(roles: ReadonlyMap<string, ReadonlySet<string>>): ReadonlySet<string> {
  const held = new Set([...roles.values()].flatMap((permissions) => [...permissions]));
  const missing = new Set<string>();
  for (const { id } of modelOf('v1').methods) {
    for (const { permission } of permissionsOfMethod(id) ?? []) if (!held.has(permission)) missing.add(permission);
  }
  return missing;
}
