import { lastSegment } from './link.ts';

/** A resource by which region it is in, and its name. */
interface Placed {
  readonly name?: string | undefined;
  readonly region?: string | undefined;
}

/** Key of a resource among those of its collection: its name, before that its region where it is not global. */
export function resourceKey(name: string, region?: string): string {
  return region === undefined ? name : `${region}/${name}`;
}

/** Region of a resource as GCE gives it, without the rest of its URL; `undefined` for a global one. */
export function regionOfResource({ region }: Placed): string | undefined {
  return region === undefined ? undefined : lastSegment(region);
}

/** Resources by {@link resourceKey}. */
export function byResourceKey<T extends Placed>(items: readonly T[]): ReadonlyMap<string, T> {
  return new Map(items.map((item) => [resourceKey(item.name ?? '', regionOfResource(item)), item]));
}
