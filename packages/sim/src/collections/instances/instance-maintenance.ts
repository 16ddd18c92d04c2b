import type { JsonObject } from '../../kernel/json.ts';
import { invalid, required } from '../../kernel/refusal.ts';
import { calledResource } from '../called-resource.ts';
import type { Verb } from '../verb.ts';
import { instancePower, notReadyFailure, started, stopped } from './instance-power.ts';
import type { Resource } from '../../wire/wire.ts';

type Instance = Resource<'Instance'>;
type FaultReport = Resource<'InstancesReportHostAsFaultyRequest'>;

/** The instance starts again, on another host. */
const reportHostAsFaulty: Verb<FaultReport, Instance> = (call, transaction) => {
  const { disruptionSchedule } = call.body;
  if (disruptionSchedule === undefined) throw required('resource.disruptionSchedule');
  if (disruptionSchedule !== 'IMMEDIATE') {
    throw invalid('resource.disruptionSchedule', disruptionSchedule, 'Must be IMMEDIATE.');
  }
  const instance = calledResource<Instance>(call, transaction);
  if (instance.resource.status !== 'RUNNING') return { operation: notReadyFailure(call.path) };
  return { write: started(stopped(instance, 'TERMINATED', transaction), transaction) };
};

/** Nothing runs in an instance here that could take it. That it must run is assumed. */
const sendDiagnosticInterrupt: Verb<JsonObject, Instance> = (call, transaction) => {
  const { status } = calledResource<Instance>(call, transaction).resource;
  if (status !== 'RUNNING') throw invalid('instance', call.path, `The instance is ${status ?? ''}, and must run.`);
  return { answer: undefined };
};

/** Verbs about the host that an instance runs on. */
export const instanceMaintenance: {
  readonly performMaintenance: Verb<JsonObject, Instance>;
  readonly reportHostAsFaulty: Verb<FaultReport, Instance>;
  readonly sendDiagnosticInterrupt: Verb<JsonObject, Instance>;
} = {
  performMaintenance: instancePower.simulateMaintenanceEvent,
  reportHostAsFaulty,
  sendDiagnosticInterrupt,
};
