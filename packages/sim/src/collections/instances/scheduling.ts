import type { JsonDraft, JsonObject } from '../../kernel/json.ts';
import { invalid } from '../../kernel/refusal.ts';

/** Scheduling options with what the service fills in, for an instance or a template of one. */
export function completeScheduling(sent: JsonObject, field = 'resource.scheduling'): JsonObject {
  const isPreemptible = sent.preemptible === true || sent.provisioningModel === 'SPOT';
  if (isPreemptible && sent.automaticRestart === true) {
    throw invalid(field, sent, 'Scheduling must have preemptible be false when AutomaticRestart is true.');
  }
  const scheduling: JsonDraft = {
    automaticRestart: !isPreemptible,
    onHostMaintenance: isPreemptible ? 'TERMINATE' : 'MIGRATE',
    preemptible: isPreemptible,
    ...sent,
  };
  // An instance that was only called preemptible shows no model (observed).
  if (!isPreemptible) scheduling.provisioningModel ??= 'STANDARD';
  if (sent.provisioningModel === 'SPOT') scheduling.instanceTerminationAction ??= 'STOP';
  for (const name of Object.keys(scheduling)) {
    const value = scheduling[name];
    if (Array.isArray(value) && value.length === 0) delete scheduling[name];
  }
  return scheduling;
}
