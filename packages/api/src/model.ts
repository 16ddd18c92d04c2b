/** Where the generated operation of a mutating method lives. */
export type OperationScope = 'global' | 'region' | 'zone' | 'organization';
