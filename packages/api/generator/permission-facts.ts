import { readFileSync } from 'node:fs';

/** What is known of permissions: which methods need which, and which roles have which. */
export interface PermissionFacts {
  /** Where and when the facts are from. */
  readonly source: string;
  /** By id with the name of the API: `compute.instances.insert`. */
  readonly methods: Readonly<Record<string, readonly PermissionFact[]>>;
  /** By name: `roles/compute.viewer`. */
  readonly roles: Readonly<Record<string, { readonly title: string; readonly permissions: readonly string[] }>>;
}

interface PermissionFact {
  readonly permission: string;
  /** The parameter without which it is not needed, and where that is. */
  readonly when?: string;
  readonly in?: 'path' | 'query';
}

// The shape is that of the file, which the test of what is made of it would find otherwise.
export const readPermissionFacts = (path: string): PermissionFacts =>
  JSON.parse(readFileSync(path, 'utf8')) as PermissionFacts;
