/**
 * The path that a reference names, from any of the spellings GCE accepts: a full URL on any host and of any version,
 * `projects/p/…`, `compute/v1/projects/…`, or relative to the project: `global/…`, `zones/z/…`, `regions/r/…`. A slash at the end
 * makes no difference: Google's samples for Node.js have long sent image families and machine types with one.
 *
 * @returns undefined for a text that is none of them
 */
export function referencedPath(reference: string, project: string): string | undefined {
  const text = reference.slice(reference.startsWith('/') ? 1 : 0, reference.endsWith('/') ? -1 : undefined);
  if (text.startsWith('projects/')) return text;
  const relative = /^(?:https?:\/\/[^/]+\/)?compute\/[^/]+\/(.+)$/.exec(text)?.[1] ?? text;
  if (relative.startsWith('projects/')) return relative;
  const [scope] = relative.split('/', 1);
  const isRelative = scope === 'global' || scope === 'zones' || scope === 'regions';
  return isRelative && !relative.includes('://') ? `projects/${project}/${relative}` : undefined;
}

/** Whether two spellings name the same resource. */
export const isSamePath = (a: string, b: string, project: string): boolean =>
  referencedPath(a, project) === referencedPath(b, project) && referencedPath(a, project) !== undefined;
