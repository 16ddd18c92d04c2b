/** `https://www.googleapis.com/compute/v1/projects/…` or `projects/…` → `projects/…`; undefined for other texts. */
export const pathIn = (text: string): string | undefined =>
  /^(?:https?:\/\/[^/]+\/compute\/[^/]+\/)?(projects\/[^/\s]+\/(?:[^/\s]+\/)+[^/\s]+)$/.exec(text)?.[1];

/** `projects/p/zones/z/instances/i` → `i`. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** `projects/p/zones/z/instances/i` → `instances`. */
export const collectionOf = (path: string): string => path.split('/').at(-2) ?? '';

/** `projects/p/zones/z/instances/i` → `z`; `global` where it is in no region or zone. */
export const placeOf = (path: string): string =>
  /^projects\/[^/]+\/(?:zones|regions)\/([^/]+)\//.exec(path)?.[1] ?? 'global';

/** `targetHttpProxies` → `Target HTTP proxies`: as a person reads it. */
export function titleOf(collection: string): string {
  const words = collection
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replaceAll(/\b(?:http|https|url|vpn|ssl|tcp|grpc|ip)\b/g, (word) => word.toUpperCase());
  return words.charAt(0).toUpperCase() + words.slice(1);
}
