import type { Method } from '@gcepool/api';
import type { JsonObject } from '../kernel/json.ts';
import type { WrittenCall } from './written-call.ts';

/** Services whose own name is taken by a message. */
const RENAMED: ReadonlySet<string> = new Set(['globalFrontendSettings', 'instanceSettings', 'snapshotSettings']);

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
const small = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;

/** `backend_service` of `backendService`. */
export const snakeOf = (text: string): string =>
  small(text).replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Whether Google's newer clients have a call: those of v1, without the collections that they leave out. */
export const isInClients = ({ version, method }: WrittenCall): boolean =>
  version === 'v1' && !/^https?HealthChecks$/.test(method.collection);

/** `BackendServices`, of which clients have a class each. */
export const serviceOf = ({ collection }: Method): string =>
  `${capital(collection)}${RENAMED.has(collection) ? 'Service' : ''}`;

/** `SetNamedPorts`. */
export const rpcOf = ({ name }: Method): string => capital(name);

/** `SetNamedPortsInstanceGroupRequest`: the message of a request. */
export const requestOf = (method: Method): string => {
  const singular = capital(method.collection)
    .replace(/ies$/, 'y')
    .replace(/sses$/, 'ss')
    .replace(/(?<!s)s$/, '');
  return `${rpcOf(method)}${singular}Request`;
};

/** The field of the request's message that holds the body: `backendServiceResource`. */
export const bodyFieldOf = ({ request = '' }: Method): string => `${small(request)}Resource`;

/** The whole request as one message, in the JSON of protocol buffers. */
export const messageOf = ({ method, parameters, query, body }: WrittenCall): JsonObject => ({
  ...parameters,
  ...query,
  ...(method.request === undefined ? {} : { [bodyFieldOf(method)]: body ?? {} }),
});
