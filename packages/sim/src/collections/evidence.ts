import type { SchemaName } from '@gcepool/api';
import type { LaterMethodId, LaterSchemaField, MethodId, SchemaField } from '../wire/wire.ts';

/**
 * Where a rule is written down. A sentence of the discovery document is quoted, so that a change of it is noticed; a
 * page or a report is named by its address.
 */
export type Source =
  | {
      /** `Schema`, `Schema.field`, or the id of a method: `BackendService.timeoutSec`, `instances.setLabels`. */
      readonly describedAt: SchemaName | SchemaField | MethodId;
      /** A part of the description there, word for word. */
      readonly sentence: string;
    }
  | {
      /** A version whose document has the sentence, where that of v1 has not. */
      readonly version: 'beta' | 'alpha';
      readonly describedAt: LaterMethodId | LaterSchemaField;
      readonly sentence: string;
    }
  | { readonly page: string }
  | { readonly report: string };

/** How the effects of a collection's methods are known, where recorded traffic does not show it. */
export interface Evidence<Method extends string = string> {
  /** Methods whose effect is that of the text it was built from. */
  readonly documented?: { readonly [M in Method]?: Source | readonly Source[] };
  /** Methods whose effect is a guess, and why it is this one. */
  readonly assumed?: { readonly [M in Method]?: string };
  /** Variants of a method that are not simulated, though the method is: how they are told. Of one that is not, the reason. */
  readonly lacking?: { readonly [M in Method]?: string };
}
