/** A Service as it is at present. */
export interface ServiceRef {
  readonly namespace: string;
  readonly name: string;
  /** Another Service of the same name has another one. */
  readonly uid: string;
}

/** What is told of a Service, as `kubectl describe service` shows it. */
export interface ServiceEvent {
  readonly type: 'Normal' | 'Warning';
  /** One word, such as `BackendCreated`. */
  readonly reason: string;
  readonly message: string;
}

/** The annotation of Services that says which backend service serves each port. */
export const BACKENDS_ANNOTATION = 'gcepool/backends';
