import { show } from '../read-fields.ts';
import type { Need } from './need.ts';
import type { RoleCover } from './role-cover.ts';
import { roleCover } from './role-cover.ts';
import { roleAsTerraform, roleAsYaml } from './role-text.ts';
import { rolePermissions } from './roles.ts';

/** What some calls needed, and the least that permits it. */
export interface LeastPrivilege {
  /** In the order of the alphabet. */
  readonly permissions: readonly string[];
  /** What each was needed for. */
  readonly uses: readonly PermissionUse[];
  /** The predefined roles that permit all of it and the least beside. */
  readonly predefined: RoleCover;
  /** How the roles that were asked about compare with it. */
  readonly given?: GivenRoles;
  /** A role of one's own that permits exactly that, as `gcloud iam roles create --file` takes it. */
  readonly yaml: string;
  /** The same for Terraform. */
  readonly terraform: string;
  /** Of so many calls the bodies are forgotten: what they referred to is not among the permissions. */
  readonly unread: number;
}

export interface PermissionUse {
  readonly permission: string;
  /** By id. */
  readonly methods: readonly string[];
  /** Paths, the first {@link MOST_RESOURCES}. */
  readonly resources: readonly string[];
  /** Whether a call was refused for the lack of it. */
  readonly isRefused: boolean;
}

export interface GivenRoles {
  readonly roles: readonly string[];
  /** What they permit and nothing needed. */
  readonly excess: readonly string[];
  /** What was needed and they do not permit. */
  readonly missing: readonly string[];
}

/** What one call needed. */
export interface NeedOfCall extends Need {
  /** Id of the method. */
  readonly method: string;
  readonly isRefused: boolean;
}

const MOST_RESOURCES = 10;

/** @throws TypeError for a role that is not known */
export function leastPrivilege(
  needs: readonly NeedOfCall[],
  unread: number,
  roles: readonly string[] | undefined,
): LeastPrivilege {
  const uses = usesOf(needs);
  const permissions = uses.map(({ permission }) => permission);
  const draft = {
    id: 'measured',
    title: 'measured',
    description: 'What the calls of a run needed',
    permissions,
  };
  return {
    permissions,
    uses,
    predefined: roleCover(permissions, rolesForPeople()),
    ...(roles === undefined || roles.length === 0 ? {} : { given: compared(permissions, roles) }),
    yaml: roleAsYaml(draft),
    terraform: roleAsTerraform(draft),
    unread,
  };
}

/** Roles of service agents are of accounts that Google has: nobody is to be given one. */
const rolesForPeople = (): ReadonlyMap<string, ReadonlySet<string>> =>
  new Map([...rolePermissions()].filter(([name]) => !/serviceAgent$/i.test(name)));

function usesOf(needs: readonly NeedOfCall[]): readonly PermissionUse[] {
  const byPermission = new Map<string, NeedOfCall[]>();
  for (const need of needs) {
    const of = byPermission.get(need.permission);
    if (of === undefined) byPermission.set(need.permission, [need]);
    else of.push(need);
  }
  return [...byPermission]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([permission, of]) => ({
      permission,
      methods: [...new Set(of.map(({ method }) => method))].toSorted(),
      resources: [...new Set(of.map(({ resource }) => resource))].slice(0, MOST_RESOURCES),
      isRefused: of.some(({ isRefused }) => isRefused),
    }));
}

function compared(permissions: readonly string[], roles: readonly string[]): GivenRoles {
  const known = rolePermissions();
  const permitted = new Set<string>();
  for (const role of roles) {
    const held = known.get(role);
    if (held === undefined) {
      throw new TypeError(`roles must be predefined roles of Compute, such as roles/compute.viewer; got ${show(role)}`);
    }
    for (const permission of held) permitted.add(permission);
  }
  return {
    roles: [...roles],
    excess: [...permitted].filter((permission) => !permissions.includes(permission)).toSorted(),
    missing: permissions.filter((permission) => !permitted.has(permission)),
  };
}
