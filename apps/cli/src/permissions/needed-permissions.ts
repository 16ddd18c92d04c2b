import type { CloudCommand, Extent } from './command-methods.ts';
import { isDispensable, methodsOf } from './command-methods.ts';
import type { PoolMethod } from './method-permissions.ts';
import { permissionsOfMethod } from './method-permissions.ts';

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
