import type { ApiVersion } from '@gcepool/api';
import type { JsonObject } from './json.ts';

/** What is stored of one resource. */
export interface Entry<R extends JsonObject = JsonObject> {
  /** As a GET shows it, but for what is derived from other resources when it is read. */
  readonly resource: R;
  /** What the service knows and never shows: group members, what an unfinished operation will write. */
  readonly hidden?: JsonObject;
}

/** A link from one resource to another. A weak one does not keep its target from being deleted. */
export interface Reference {
  readonly target: string;
  readonly isWeak: boolean;
}

/**
 * Finds the resources an entry refers to; the collections know how.
 *
 * @param version the latest of the API through which anything was written
 * @param except another entry of the same path: what the two share is not looked at. Default: all is
 */
export type FindReferences = (path: string, entry: Entry, version: ApiVersion, except?: Entry) => readonly Reference[];
