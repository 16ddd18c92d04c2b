import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One way into a package, as its package.json declares it. */
export interface EntryPoint {
  /** Folder of the package, from the root: `packages/core`. */
  readonly folder: string;
  /** `core`, and `core-opentelemetry` for an entry point of a package that has several. */
  readonly name: string;
  /** The declarations that the compiler writes for it, from the folder of the package. */
  readonly compiled: string;
  /** The declarations that users see, from the folder of the package. */
  readonly published: string;
  /** The same for whoever calls `require`; absent where nobody can. */
  readonly forRequire?: string;
}

/** The conditions of an export that has declarations. */
interface Target {
  readonly '@gcepool/source': string;
  /** Absent where they lie beside the code. */
  readonly types?: string;
  readonly require?: { readonly types: string };
}

/** The entry points of a package whose declarations are rolled up. */
export function entryPointsOf(folder: string): readonly EntryPoint[] {
  // The shape is npm's; what is relied on here is checked by the packing of the tarballs.
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    readonly exports: Readonly<Record<string, string | Target>>;
  };
  const packageName = folder.slice(folder.lastIndexOf('/') + 1);
  return Object.entries(manifest.exports).flatMap(([path, target]) => {
    if (typeof target === 'string' || target.types?.startsWith('./dist/types/') !== true) return [];
    const suffix = path === '.' ? '' : `-${path.slice(2).replaceAll('/', '-')}`;
    const compiled = target['@gcepool/source'].replace('./src/', 'dist/').replace(/\.ts$/, '.d.ts');
    const forRequire = target.require === undefined ? {} : { forRequire: target.require.types.slice(2) };
    return [{ folder, name: packageName + suffix, compiled, published: target.types.slice(2), ...forRequire }];
  });
}
