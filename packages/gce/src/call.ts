/** The collections of the Compute API that this package calls. */
export const collections = [
  'backendServices',
  'regionBackendServices',
  'healthChecks',
  'regionHealthChecks',
  'instanceGroups',
  'networkEndpointGroups',
  'zones',
  'firewalls',
  'globalOperations',
  'zoneOperations',
  'regionOperations',
] as const;

export type Collection = (typeof collections)[number];

/** One call of one method, as data. */
export interface Call {
  readonly collection: Collection;
  /** The method's name in its collection: `insert`. */
  readonly verb: string;
  /** What the call is about, below the project: `global/backendServices/x`. */
  readonly path: string;
  /** Path and query parameters other than `project`; those that are undefined are left out. */
  readonly parameters?: Readonly<Record<string, string | number | undefined>>;
  /** Query parameters that the Google clients have no field for. */
  readonly undeclared?: Readonly<Record<string, string>>;
  /** Sent as it stands, with every field the caller put in. */
  readonly body?: object;
}
