import { LINK_BASE } from './self-link.ts';

const LINK_OF_PROJECT = `${LINK_BASE}projects/`;

/** Whether a text begins with the segment of a scope within a project. */
const isInScope = (text: string): boolean => /^(?:global|zones|regions)(?:\/|$)/.test(text);

/**
 * The path that a reference names, from any of the spellings GCE accepts: a full URL on any host and of any version,
 * `projects/p/…`, `compute/v1/projects/…`, or relative to the project: `global/…`, `zones/z/…`, `regions/r/…`. A slash at the end
 * makes no difference: Google's samples for Node.js have long sent image families and machine types with one.
 *
 * @returns undefined for a text that is none of them
 */
export function referencedPath(reference: string, project: string): string | undefined {
  // Every reference of every write is read here, and most begin so: what starts with none of the scopes needs the expression.
  const text = reference.slice(reference.startsWith('/') ? 1 : 0, reference.endsWith('/') ? -1 : undefined);
  if (text.startsWith('projects/')) return text;
  if (text.startsWith(LINK_OF_PROJECT)) return text.slice(LINK_BASE.length);
  const relative = isInScope(text) ? text : (/^(?:https?:\/\/[^/]+\/)?compute\/[^/]+\/(.+)$/.exec(text)?.[1] ?? text);
  if (relative.startsWith('projects/')) return relative;
  return isInScope(relative) && !relative.includes('://') ? `projects/${project}/${relative}` : undefined;
}

/** Whether two spellings name the same resource. */
export const isSamePath = (a: string, b: string, project: string): boolean =>
  referencedPath(a, project) === referencedPath(b, project) && referencedPath(a, project) !== undefined;
