import { createRequire } from 'node:module';

/**
 * A package that few simulators need, loaded when the first does. The caller knows its exports from the package's own types.
 *
 * A bundler that makes CommonJS of this leaves nothing of `import.meta`; where it puts it there is a `__filename`.
 */
export const requirePackage = (name: string): unknown => createRequire(import.meta.url ?? __filename)(name);
