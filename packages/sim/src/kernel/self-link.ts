import { parentOf } from './resource-path.ts';

/** What every server-made link starts with, whatever host the request used: observed in all recorded traffic. */
export const LINK_BASE = 'https://www.googleapis.com/compute/v1/';

/** `projects/p/global/backendServices/x` → its selfLink. */
export const linkOf = (path: string): string => LINK_BASE + path;

/** The selfLink of a resource by its number in place of its name. */
export const linkWithId = (path: string, id: string): string => linkOf(`${parentOf(path)}/${id}`);

/** The same in the other versions of the API. */
const OTHER_BASE = /^https:\/\/www\.googleapis\.com\/compute\/(?:beta|alpha)\//;

/** A selfLink, of any version of the API → its path; undefined for any other text. */
export function pathOf(link: string): string | undefined {
  if (link.startsWith(LINK_BASE)) return link.slice(LINK_BASE.length);
  const other = OTHER_BASE.exec(link)?.[0];
  return other === undefined ? undefined : link.slice(other.length);
}
