import type { Resource } from '../wire/wire.ts';

/** What sends traffic to the members of a group: a backend service or a target pool, which has no name of a port. */
export type Prober = Pick<Resource<'BackendService'>, 'healthChecks' | 'portName'>;

/** A group of either kind: network endpoint groups have no names of ports. */
export type ProbedGroup = Pick<Resource<'InstanceGroup'>, 'name' | 'namedPorts'>;

/** A health check of any kind: the legacy ones have on top what others have in a message. */
export type AnyCheck = Resource<'HealthCheck'> & Pick<Resource<'HttpHealthCheck'>, 'port'>;

type Message = Extract<keyof AnyCheck, `${string}HealthCheck`>;
type CheckFields = Pick<AnyCheck, 'port' | (typeof TIMES)[number] | Message>;

/** The fields that probes go by, of any of them. */
export type ProbedFields = Prober & Omit<ProbedGroup, 'name'> & CheckFields;

const TIMES = ['checkIntervalSec', 'timeoutSec', 'healthyThreshold', 'unhealthyThreshold'] as const;
const OF_CHECKS: ReadonlySet<string> = new Set([...TIMES, 'port']);

/** Whether a field of a health check is the message of its type. */
export const isMessage = (name: string): name is Message => name.endsWith('HealthCheck');

/** The fields of a backend service, or of a target pool, that probes go by. */
export const serviceFields = ({ healthChecks, portName }: Prober): ProbedFields => ({ healthChecks, portName });

/** The fields of a group that probes go by. */
export const groupFields = ({ namedPorts }: ProbedGroup): ProbedFields => ({ namedPorts });

/** The fields of a health check that probes go by. */
export const checkFields = (check: AnyCheck): ProbedFields =>
  Object.fromEntries(Object.entries(check).filter(([name]) => OF_CHECKS.has(name) || isMessage(name)));
