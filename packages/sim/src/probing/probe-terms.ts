import type { Resource } from '../wire/wire.ts';
import type { ProbedFields } from './probed-fields.ts';
import { isMessage } from './probed-fields.ts';

type NamedPorts = readonly Resource<'NamedPort'>[] | undefined;

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
  readonly namedPorts: NamedPorts;
  /** Where traffic goes: the group's port of the service's `portName`, or an endpoint's own. */
  readonly servingPort: number | undefined;
}

/** What says which port is probed: the message of a health check, or a legacy one itself. */
interface ProbedPort {
  readonly port?: number | undefined;
  readonly portName?: string | undefined;
  readonly portSpecification?: Resource<'HTTPHealthCheck'>['portSpecification'];
}

/** @param check its fields that probes go by: stored checks have all times */
export function termsOf(check: ProbedFields, ports: ServingPorts): ProbeTerms {
  return {
    intervalMs: Number(check.checkIntervalSec) * 1000,
    timeoutMs: Number(check.timeoutSec) * 1000,
    healthyThreshold: Number(check.healthyThreshold),
    unhealthyThreshold: Number(check.unhealthyThreshold),
    port: portOf(check, ports),
  };
}

function portOf(check: ProbedFields, { namedPorts, servingPort }: ServingPorts): number | undefined {
  const message = Object.keys(check).find(isMessage);
  const { portSpecification, portName, port }: ProbedPort = message === undefined ? check : (check[message] ?? {});
  const isNamed = portSpecification === 'USE_NAMED_PORT' || (port === undefined && portName !== undefined);
  if (portSpecification === 'USE_SERVING_PORT') return servingPort;
  return isNamed ? portNamed(namedPorts, portName) : port;
}

/** The group's port of a name. */
export const portNamed = (namedPorts: NamedPorts, name: string | undefined): number | undefined =>
  namedPorts?.find((item) => item.name === name)?.port;
