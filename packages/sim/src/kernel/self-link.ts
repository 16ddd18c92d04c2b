/** What every server-made link starts with, whatever host the request used: observed in all recorded traffic. */
export const LINK_BASE = 'https://www.googleapis.com/compute/v1/';

/** `projects/p/global/backendServices/x` → its selfLink. */
export const linkOf = (path: string): string => LINK_BASE + path;

/** A selfLink made by {@link linkOf} → its path; undefined for any other text. */
export const pathOf = (link: string): string | undefined =>
  link.startsWith(LINK_BASE) ? link.slice(LINK_BASE.length) : undefined;
