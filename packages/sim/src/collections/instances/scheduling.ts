import { invalid } from '../../kernel/refusal.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type Scheduling = Resource<'Scheduling'>;

/** Scheduling options with what the service fills in, for an instance or a template of one. */
export function completeScheduling(sent: Scheduling = {}, field = 'resource.scheduling'): Scheduling {
  const isPreemptible = sent.preemptible === true || sent.provisioningModel === 'SPOT';
  const { automaticRestart, onHostMaintenance = 'TERMINATE' } = sent;
  // The words are of many reports.
  if (isPreemptible && automaticRestart === true) {
    const explanation = 'Scheduling must have preemptible be false when AutomaticRestart is true.';
    throw invalid(`${field}.preemptible`, true, explanation);
  }
  if (isPreemptible && onHostMaintenance !== 'TERMINATE') {
    const explanation = "Scheduling must have preemptible be false when OnHostMaintenance isn't TERMINATE.";
    throw invalid(`${field}.preemptible`, true, explanation);
  }
  const scheduling: Draft<Scheduling> = {
    automaticRestart: !isPreemptible,
    onHostMaintenance: isPreemptible ? 'TERMINATE' : 'MIGRATE',
    preemptible: isPreemptible,
    ...sent,
  };
  // An instance that was only called preemptible shows no model (observed).
  if (!isPreemptible) scheduling.provisioningModel ??= 'STANDARD';
  if (sent.provisioningModel === 'SPOT') scheduling.instanceTerminationAction ??= 'STOP';
  if (scheduling.nodeAffinities?.length === 0) delete scheduling.nodeAffinities;
  return scheduling;
}
