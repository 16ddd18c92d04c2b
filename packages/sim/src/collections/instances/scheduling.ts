import { invalid } from '../../kernel/refusal.ts';
import type { Draft, Resource } from '../../wire/wire.ts';
import { seriesOf } from '../machine-series.ts';
import { bundledAccelerator } from '../machine-shapes.ts';

type Scheduling = Resource<'Scheduling'>;

const canBePreempted = ({ preemptible, provisioningModel }: Scheduling): boolean =>
  preemptible === true || provisioningModel === 'SPOT';

/**
 * What becomes of a machine of that type when its host needs maintenance, where nobody says: tests of Terraform's provider
 * make those that cannot be moved with no word of it, and those with accelerators say it.
 */
const maintenanceOf = (machine: string): 'MIGRATE' | 'TERMINATE' =>
  seriesOf(machine)?.neverMigrates === true && bundledAccelerator(machine) === undefined ? 'TERMINATE' : 'MIGRATE';

/**
 * What a template's scheduling options say of an instance whose request lays its own over them. Of one that only the
 * request makes preemptible, the template says nothing that follows from being preempted or not: it shows what the
 * service has filled in, and nobody may have chosen that. Nor does it say what becomes of a machine that cannot be moved.
 *
 * @param machine name of the machine type that the request asks for, if it does
 */
export function schedulingBeneath(template: Scheduling = {}, sent: Scheduling = {}, machine = ''): Scheduling {
  if (maintenanceOf(machine) === 'TERMINATE') {
    const { onHostMaintenance: _, ...rest } = template;
    return rest;
  }
  if (!canBePreempted(sent) || canBePreempted(template)) return template;
  const { automaticRestart: _, onHostMaintenance: __, preemptible: ___, provisioningModel: ____, ...rest } = template;
  return rest;
}

/**
 * Scheduling options with what the service fills in, for an instance or a template of one.
 *
 * @param machine name of the machine type
 */
export function completeScheduling(sent: Scheduling = {}, machine: string, field = 'resource.scheduling'): Scheduling {
  const isPreemptible = canBePreempted(sent);
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
  const { instanceTerminationAction: action, maxRunDuration, terminationTime } = sent;
  const isOpen = maxRunDuration === undefined && terminationTime === undefined;
  if (action !== undefined && isOpen && !isPreemptible && (sent.provisioningModel ?? 'STANDARD') === 'STANDARD') {
    const explanation =
      'You cannot specify a termination action for a VM instance that has the standard provisioning model (default). ' +
      'To use instance termination action, the VM instance must use the Spot, Reservation-Bound or Flex Start provisioning model.';
    throw invalid(`${field}.instanceTerminationAction`, action, explanation);
  }
  checkRunDuration(maxRunDuration, `${field}.maxRunDuration`);
  checkErrorTimeout(sent.hostErrorTimeoutSeconds, `${field}.hostErrorTimeoutSeconds`);
  const scheduling: Draft<Scheduling> = {
    automaticRestart: !isPreemptible,
    onHostMaintenance: isPreemptible ? 'TERMINATE' : maintenanceOf(machine),
    preemptible: isPreemptible,
    ...sent,
  };
  // An instance that was only called preemptible shows no model (observed).
  if (!isPreemptible) scheduling.provisioningModel ??= 'STANDARD';
  if (sent.provisioningModel === 'SPOT') scheduling.instanceTerminationAction ??= 'STOP';
  if (scheduling.nodeAffinities?.length === 0) delete scheduling.nodeAffinities;
  // It shows both parts, whichever were sent (tests of Terraform's provider).
  const { localSsdRecoveryTimeout } = sent;
  if (localSsdRecoveryTimeout !== undefined) {
    scheduling.localSsdRecoveryTimeout = { nanos: 0, seconds: '0', ...localSsdRecoveryTimeout };
  }
  return scheduling;
}

/** How long an instance may be told to run, in seconds: from half a minute to 120 days (documented). */
const RUN_DURATION = { least: 30, most: 120 * 24 * 60 * 60 };

function checkRunDuration(duration: Scheduling['maxRunDuration'], field: string): void {
  if (duration?.seconds === undefined) return;
  const seconds = Number(duration.seconds);
  if (seconds >= RUN_DURATION.least && seconds <= RUN_DURATION.most) return;
  throw invalid(field, duration, `Must be between ${RUN_DURATION.least} and ${RUN_DURATION.most} seconds.`);
}

/** How long a host may not answer, in seconds; 0 is how some clients leave it out. */
const ERROR_TIMEOUTS = { least: 90, most: 330, step: 30 };

function checkErrorTimeout(seconds: number | undefined, field: string): void {
  if (seconds === undefined || seconds === 0) return;
  const { least, most, step } = ERROR_TIMEOUTS;
  if (seconds >= least && seconds <= most && seconds % step === 0) return;
  throw invalid(field, seconds, `Must be between ${least} and ${most}, in increments of ${step}.`);
}
