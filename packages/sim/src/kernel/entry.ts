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

/** Finds the resources an entry refers to; the collections know how. */
export type FindReferences = (path: string, entry: Entry) => readonly Reference[];
