/** One thing that was looked at on the way, and what became of the request there. */
export interface RouteStep {
  /** Its path; that of the project where there is nothing to look at. */
  readonly resource: string;
  /** Whether the request goes on from here. */
  readonly goesOn: boolean;
  /** Why, in a sentence. */
  readonly why: string;
}

/** What may answer the request. */
export interface RouteBackend {
  /** Path of the group it is in; absent in target pools and instances. */
  readonly group?: string;
  /** Path of the instance; absent for endpoints without one. */
  readonly instance?: string;
  readonly ipAddress?: string;
  readonly port?: number;
  readonly healthState: string;
}

/** Where a request would go. */
export type RouteAnswer = {
  /** All that was looked at, in order, with the rules that lead nowhere first. */
  readonly steps: readonly RouteStep[];
} & (
  | {
      /** One of `backends` answers. */
      readonly outcome: 'backend';
      readonly forwardingRule: string;
      /** Path of the backend service; absent where a target pool or instance is the target. */
      readonly service?: string;
      /** The request as the backend sees it. */
      readonly url: string;
      /** All to which the load balancer may give the request. */
      readonly backends: readonly RouteBackend[];
    }
  | {
      readonly outcome: 'bucket';
      readonly forwardingRule: string;
      /** Path of the backend bucket. */
      readonly bucket: string;
      readonly url: string;
    }
  | {
      readonly outcome: 'redirect';
      readonly forwardingRule: string;
      /** Where the client is sent, and with which HTTP status. */
      readonly url: string;
      readonly code: number;
    }
  /** Nothing answers, or the load balancer itself does with an error: the last step says why. */
  | { readonly outcome: 'unreachable' }
);

/** What came of the request at one place on its way. */
export type Progress<T> = { readonly steps: readonly RouteStep[]; readonly next: T | undefined };

/** A place from which the request goes on. */
export const passOn = <T>(resource: string, why: string, next: T): Progress<T> => ({
  steps: [{ resource, goesOn: true, why }],
  next,
});

/** A place at which it ends. */
export const stopAt = (resource: string, why: string): Progress<never> => ({
  steps: [{ resource, goesOn: false, why }],
  next: undefined,
});

/** Goes on with what comes next, if anything does. */
export function andThen<T, U>(progress: Progress<T>, rest: (next: T) => Progress<U>): Progress<U> {
  if (progress.next === undefined) return { steps: progress.steps, next: undefined };
  const { steps, next } = rest(progress.next);
  return { steps: [...progress.steps, ...steps], next };
}
