import { readFileSync } from 'node:fs';

/** The version of this command. */
export function ownVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  // Our own package.json: npm refuses one without a version.
  return (manifest as { readonly version: string }).version;
}
