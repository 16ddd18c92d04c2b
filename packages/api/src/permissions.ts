import { methodLines, permissionLines, roleLines } from './generated/permissions.ts';

/** A permission that a method may need. */
export interface NeededPermission {
  /** Such as `compute.instances.create`. */
  readonly permission: string;
  /** The parameter of the query without which it is not needed. */
  readonly query?: string;
}

/** A role that Google defines. */
export interface PredefinedRole {
  /** Such as `Compute Viewer`. */
  readonly title: string;
  /** Those of its permissions that are of Compute. */
  readonly permissions: ReadonlySet<string>;
}

let methods: ReadonlyMap<string, readonly NeededPermission[]> | undefined;
let roles: ReadonlyMap<string, PredefinedRole> | undefined;

/**
 * The permissions that a method may need, after Google's IAM reference: on which resources, and of some of them when, is for the
 * method's documentation to say. Decoded at its first use.
 *
 * @param id such as `instances.insert`
 * @returns undefined for a method that the reference does not have
 */
export function permissionsOfMethod(id: string): readonly NeededPermission[] | undefined {
  methods ??= decodeMethods();
  return methods.get(id);
}

/** The predefined roles of Compute, and the basic ones, by name: `roles/compute.viewer`. Decoded at their first use. */
export const predefinedRoles = (): ReadonlyMap<string, PredefinedRole> => (roles ??= decodeRoles());

/** Lines of a service each: `instances create,delete,get`. */
const decodePermissions = (): readonly string[] =>
  linesOf(permissionLines).flatMap((line) => {
    const [service, names = ''] = line.split(' ', 2);
    return names.split(',').map((name) => `compute.${service}.${name}`);
  });

/** Lines of a collection each: `instances insert:create,disks.create,images.use?sourceImage get:get`. */
function decodeMethods(): ReadonlyMap<string, readonly NeededPermission[]> {
  const decoded = new Map<string, readonly NeededPermission[]>();
  for (const line of linesOf(methodLines)) {
    const [collection = '', ...entries] = line.split(' ');
    for (const entry of entries) {
      const [name, needed = ''] = entry.split(':', 2);
      decoded.set(
        `${collection}.${name}`,
        needed.split(',').map((one) => decodeNeed(collection, one)),
      );
    }
  }
  return decoded;
}

/** What is not of the collection itself names its service, and what is not of Compute its API as well. */
function decodeNeed(collection: string, text: string): NeededPermission {
  const [name = '', query] = text.split('?', 2);
  const parts = name.split('.').length;
  const permission = parts === 1 ? `compute.${collection}.${name}` : parts === 2 ? `compute.${name}` : name;
  return query === undefined ? { permission } : { permission, query };
}

/** Lines of a role each: its name, which of the permissions it has, as digits of 32 each, and its title. */
function decodeRoles(): ReadonlyMap<string, PredefinedRole> {
  const permissions = decodePermissions();
  const decoded = new Map<string, PredefinedRole>();
  for (const line of linesOf(roleLines)) {
    const [name = '', digits = '', ...title] = line.split(' ');
    const held = permissions.filter((_, index) => {
      const digit = Number.parseInt(digits.charAt(Math.floor(index / 5)), 32);
      return (digit & (1 << (index % 5))) !== 0;
    });
    decoded.set(`roles/${name}`, { title: title.join(' '), permissions: new Set(held) });
  }
  return decoded;
}

const linesOf = (text: string): readonly string[] => text.split('\n').filter((line) => line !== '');
