import { requirePackage } from './require-package.ts';

/** The version of this package. */
export function ownVersion(): string {
  // Our own package.json: npm refuses one without a version.
  return (requirePackage('@gcepool/sim/package.json') as { readonly version: string }).version;
}
