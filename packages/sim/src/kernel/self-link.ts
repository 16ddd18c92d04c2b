/** What every server-made link starts with, whatever host the request used: observed in all recorded traffic. */
export const LINK_BASE = 'https://www.googleapis.com/compute/v1/';

/** `projects/p/global/backendServices/x` → its selfLink. */
export const linkOf = (path: string): string => LINK_BASE + path;

/** A selfLink made by {@link linkOf} → its path; undefined for any other text. */
export const pathOf = (link: string): string | undefined =>
  link.startsWith(LINK_BASE) ? link.slice(LINK_BASE.length) : undefined;

/** The last segment of a path or link. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** `projects/p/zones/z/instances/i` → `p`. */
export function projectOf(path: string): string {
  const end = path.indexOf('/', 9);
  return end === -1 ? path.slice(9) : path.slice(9, end);
}
