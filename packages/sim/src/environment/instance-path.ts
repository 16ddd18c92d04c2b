import { referencedPath } from '../kernel/reference-path.ts';
import { show } from '../read-fields.ts';

const INSTANCE = /^projects\/[^/]+\/zones\/[^/]+\/instances\/[^/]+$/;

/** The path of an instance that is given by its path or link. @throws TypeError for what is neither */
export function instancePath(instance: unknown, field: string): string {
  const path = typeof instance === 'string' ? referencedPath(instance, '') : undefined;
  if (path !== undefined && INSTANCE.test(path)) return path;
  const example = 'projects/p/zones/z/instances/i';
  throw new TypeError(`${field} must be a path or link as '${example}'; got ${show(instance)}`);
}
