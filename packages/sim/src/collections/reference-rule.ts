/** What a field may refer to. */
export interface ReferenceRule<To extends string = string> {
  /** Segments of collections; empty for any. */
  readonly to: readonly To[];
  /** How a reference to something absent is refused: 404 (the default), or 400 naming the field. */
  readonly missing?: 'notFound' | 'invalid';
  /** A weak reference does not keep its target from being deleted, and is not followed on write. */
  readonly isWeak?: true;
  /** The target lives in another API or project, so whether it exists is not checked; of which collection it is, is. */
  readonly isUnchecked?: true;
  /** Canonical form of a reference to another API that the field takes as well; undefined for any other text. */
  readonly foreign?: (reference: string) => string | undefined;
}
