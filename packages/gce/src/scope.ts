/** Where resources of a collection are: global, or in one region. */
export interface Scope {
  /** `global`, or `regions/us-central1`. */
  readonly path: string;
  /** Parameters of every call below it. */
  readonly parameters: { readonly region?: string };
}

export const globalScope: Scope = { path: 'global', parameters: {} };

/** The scope of a region, by its name. */
export function regionScope(region: string): Scope {
  return { path: `regions/${region}`, parameters: { region } };
}
