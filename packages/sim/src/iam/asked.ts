import type { Call } from '../collections/call.ts';
import type { JsonObject } from '../kernel/json.ts';

/** What of a call decides what it needs. */
export interface Asked {
  readonly call: Pick<
    Call,
    'body' | 'method' | 'model' | 'parent' | 'path' | 'project' | 'query' | 'scope' | 'segment'
  >;
  /** Path of the resource that the call is about; of a call about many, that of its project. */
  readonly target: string;
  /** The resource of a path as it is; undefined where there is none. */
  readonly stored: (path: string) => JsonObject | undefined;
}
