import type { Collection } from './collection.ts';
import type { ReferenceRule } from './reference-rule.ts';

/** All collections with rules of their own, by the API's names for them. */
export class Registry {
  readonly #byCollection: Map<string, Collection> = new Map();
  readonly #bySegment: Map<string, Collection> = new Map();
  readonly references: Map<string, ReferenceRule> = new Map();

  constructor(collections: readonly Collection[]) {
    for (const collection of collections) {
      this.#bySegment.set(collection.name, collection);
      for (const name of collection.collections) this.#byCollection.set(name, collection);
      for (const [field, rule] of Object.entries(collection.references ?? {})) this.references.set(field, rule);
    }
  }

  /** The rules of `regionBackendServices`, or those of a collection without rules of its own. */
  of(collection: string, segment: string): Collection {
    let found = this.#byCollection.get(collection);
    if (found === undefined) {
      found = { name: segment, collections: [collection] };
      this.#byCollection.set(collection, found);
    }
    return found;
  }

  /** The rules of whatever is kept under `backendServices/`. */
  ofSegment(segment: string): Collection | undefined {
    return this.#bySegment.get(segment);
  }
}

/** `backendServices` → `backend_service`, `targetHttpProxies` → `target_http_proxy`: how messages name one of them. */
export const snakeNameOf = (collection: Collection): string =>
  singularOf(collection).replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** What one resource of a collection is called: `healthCheck`. */
export const singularOf = ({ name }: Collection): string =>
  name
    .replace(/ies$/, 'y')
    .replace(/sses$/, 'ss')
    .replace(/(?<!s)s$/, '');
