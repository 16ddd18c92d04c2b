import type { LeastPrivilege } from '@gcepool/sim';
import { roleAsTerraform, roleAsYaml } from '@gcepool/sim';
import type { CommandResult } from '../command-result.ts';
import { usageFailure } from '../failure.ts';
import { CLOUD_COMMANDS } from '../permissions/command-methods.ts';
import type { CloudCommand, Extent } from '../permissions/command-methods.ts';
import { permissionsOf, requiredOf } from '../permissions/needed-permissions.ts';

/** The flags of `gcepool permissions`. */
export interface PermissionsOptions extends Extent {
  readonly format: 'text' | 'json' | 'yaml' | 'terraform';
  readonly project?: string;
  /** URL of a running simulator, or a file: what its calls needed is told, in place of what commands need. */
  readonly fromLog?: string;
  /** Whose calls of that log. */
  readonly user?: string;
  /** Predefined roles to compare with. */
  readonly role?: readonly string[];
}

/** Tells which permissions commands need, as a list or as a role. */
export function permissions(commands: readonly (CloudCommand | 'pool')[], options: PermissionsOptions): CommandResult {
  const alone = options.user !== undefined ? '--user' : options.role !== undefined ? '--role' : undefined;
  if (alone !== undefined) throw usageFailure(`${alone} is of the calls of a log: name it with --from-log`);
  const chosen =
    commands.length === 0 || commands.includes('pool') ? CLOUD_COMMANDS : commands.filter((one) => one !== 'pool');
  const needed = permissionsOf(chosen, options);
  const what = `What gcepool ${chosen.join(', ')} needs`;
  return {
    document: {
      command: 'permissions',
      commands: chosen,
      permissions: needed,
      dispensable: needed.filter((permission) => !requiredOf(chosen, options).includes(permission)),
    },
    lines: () => linesOf(needed, what, options),
  };
}

/** What the calls of a log needed, and the least that permits it. */
export async function permissionsFromLog(log: string, options: PermissionsOptions): Promise<CommandResult> {
  const { loggedPermissions } = await import('../permissions/logged-permissions.ts');
  const { user, role } = options;
  const measured = await loggedPermissions(log, {
    ...(user === undefined ? {} : { user }),
    ...(role === undefined ? {} : { roles: role }),
  });
  const { yaml: _, terraform: __, ...document } = measured;
  return {
    document: { command: 'permissions', ...document },
    lines: () =>
      options.format === 'text'
        ? measuredLines(measured)
        : linesOf(measured.permissions, 'What the calls needed', options),
  };
}

function measuredLines({ permissions: needed, predefined, given, unread }: LeastPrivilege): readonly string[] {
  const { roles, excess, uncovered, isLeast } = predefined;
  const among = isLeast ? 'least beside' : 'little beside; they were chosen one by one';
  return [
    ...needed,
    '',
    `predefined roles with the ${among}: ${roles.length === 0 ? 'none' : roles.join(', ')}; ${excess.length} permissions beside`,
    ...(uncovered.length === 0 ? [] : [`in no predefined role: ${uncovered.join(', ')}`]),
    ...(given === undefined
      ? []
      : [
          `${given.roles.join(', ')}: ${given.excess.length} permissions that nothing needed`,
          ...given.excess.map((one) => `  - ${one}`),
          ...given.missing.map((one) => `  + ${one} is missing`),
        ]),
    ...(unread === 0 ? [] : [`what the bodies of ${unread} calls referred to is not known, and not among these`]),
  ];
}

function linesOf(needed: readonly string[], what: string, { format, project }: PermissionsOptions): readonly string[] {
  const draft = {
    id: 'gcepool',
    title: 'gcepool',
    description: what,
    permissions: needed,
    ...(project === undefined ? {} : { project }),
  };
  switch (format) {
    case 'yaml':
      return roleAsYaml(draft).split('\n');
    case 'terraform':
      return roleAsTerraform(draft).split('\n');
    case 'text':
    case 'json':
      return needed;
  }
}
