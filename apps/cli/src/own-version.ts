import { readFileSync } from 'node:fs';
import { ownFile } from './own-file.ts';

/** The version of this command. */
export function ownVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(ownFile('package.json'), 'utf8'));
  // Our own package.json: npm refuses one without a version.
  return (manifest as { readonly version: string }).version;
}
