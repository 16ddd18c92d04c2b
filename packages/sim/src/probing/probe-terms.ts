import type { Json, JsonObject } from '../kernel/json.ts';
import { asArray, asObject } from '../kernel/json.ts';

/** On which terms a target is probed. Times are in milliseconds. */
export interface ProbeTerms {
  readonly intervalMs: number;
  readonly timeoutMs: number;
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
  /** The port that is probed, of those that a group's and a service's fields name; undefined where none is known. */
  readonly port: number | undefined;
}

/** The ports that traffic goes to, of which a health check may take one. */
export interface ServingPorts {
  /** `namedPorts` of the group. */
  readonly namedPorts: Json | undefined;
  /** Where traffic goes: the group's port of the service's `portName`, or an endpoint's own. */
  readonly servingPort: Json | undefined;
}

const TIMES: ReadonlySet<string> = new Set([
  'checkIntervalSec',
  'timeoutSec',
  'healthyThreshold',
  'unhealthyThreshold',
]);

const isMessage = (name: string): boolean => name.endsWith('HealthCheck');

/** The fields of a health check, of any kind, that probes go by. */
export function checkFields(check: JsonObject): JsonObject {
  const names = Object.keys(check).filter((name) => TIMES.has(name) || name === 'port' || isMessage(name));
  return Object.fromEntries(names.map((name) => [name, check[name]]));
}

/** @param check fields of a health check: see {@link checkFields} */
export function termsOf(check: JsonObject, ports: ServingPorts): ProbeTerms {
  return {
    intervalMs: Number(check['checkIntervalSec']) * 1000,
    timeoutMs: Number(check['timeoutSec']) * 1000,
    healthyThreshold: Number(check['healthyThreshold']),
    unhealthyThreshold: Number(check['unhealthyThreshold']),
    port: portOf(check, ports),
  };
}

function portOf(check: JsonObject, { namedPorts, servingPort }: ServingPorts): number | undefined {
  const message = Object.keys(check).find(isMessage);
  // The legacy checks have their port on top.
  const { portSpecification, portName, port } = message === undefined ? check : asObject(check[message]);
  const isNamed = portSpecification === 'USE_NAMED_PORT' || (port === undefined && portName !== undefined);
  if (portSpecification === 'USE_SERVING_PORT') return numberOf(servingPort);
  return numberOf(isNamed ? portNamed(namedPorts, portName) : port);
}

/** The group's port of a name. */
export const portNamed = (namedPorts: Json | undefined, name: Json | undefined): Json | undefined =>
  asArray(namedPorts)
    .map(asObject)
    .find((item) => item['name'] === name)?.['port'];

const numberOf = (port: Json | undefined): number | undefined => (typeof port === 'number' ? port : undefined);
