import { textAt } from '../objects/json-object.ts';
import type { JsonObject } from '../objects/json-object.ts';

/** A Service as it is at present. */
export interface ServiceRef {
  readonly namespace: string;
  readonly name: string;
  /** Another Service of the same name has another one. */
  readonly uid: string;
}

/** The Service that an object is. */
export function serviceRefOf(object: JsonObject): ServiceRef {
  const of = (field: string): string => textAt(object, 'metadata', field) ?? '';
  return { namespace: of('namespace'), name: of('name'), uid: of('uid') };
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
