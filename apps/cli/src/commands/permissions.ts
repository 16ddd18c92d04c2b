import type { CommandResult } from '../command-result.ts';
import { CLOUD_COMMANDS, isDispensable, methodsOf } from '../permissions/command-methods.ts';
import type { CloudCommand, Extent } from '../permissions/command-methods.ts';
import { permissionsOfMethod } from '../permissions/method-permissions.ts';
import type { PoolMethod } from '../permissions/method-permissions.ts';

/** The flags of `gcepool permissions`. */
export interface PermissionsOptions extends Extent {
  readonly format: 'text' | 'json' | 'yaml' | 'terraform';
  readonly project?: string;
}

/** Tells which permissions commands need, as a list or as a role. */
export function permissions(commands: readonly CloudCommand[], options: PermissionsOptions): CommandResult {
  const chosen = commands.length === 0 ? CLOUD_COMMANDS : commands;
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

/** The permissions of these commands, in the order of the alphabet. */
export function permissionsOf(commands: readonly CloudCommand[], extent: Extent): string[] {
  return permissionsOfMethods(commands.flatMap((command) => methodsOf(command, extent)));
}

/** Those of them without which the work is not done. */
export function requiredOf(commands: readonly CloudCommand[], extent: Extent): string[] {
  const methods = commands.flatMap((command) => methodsOf(command, extent));
  return permissionsOfMethods(methods.filter((method) => !isDispensable(method)));
}

const permissionsOfMethods = (methods: readonly PoolMethod[]): string[] =>
  [...new Set(methods.flatMap((method) => permissionsOfMethod(method)))].toSorted();

function linesOf(needed: readonly string[], what: string, { format, project }: PermissionsOptions): readonly string[] {
  switch (format) {
    case 'yaml':
      return [
        `# gcloud iam roles create gcepool --project=${project ?? 'PROJECT'} --file=THIS_FILE`,
        'title: gcepool',
        `description: ${what}`,
        'stage: GA',
        'includedPermissions:',
        ...needed.map((permission) => `- ${permission}`),
      ];
    case 'terraform':
      return [
        'resource "google_project_iam_custom_role" "gcepool" {',
        ...(project === undefined ? [] : [`  project     = "${project}"`]),
        '  role_id     = "gcepool"',
        '  title       = "gcepool"',
        `  description = "${what}"`,
        '  permissions = [',
        ...needed.map((permission) => `    "${permission}",`),
        '  ]',
        '}',
      ];
    case 'text':
    case 'json':
      return needed;
  }
}
