import type { Finding } from './behaviour.ts';

/** What health probes have found out, in GCE's words. */
export type HealthState = 'HEALTHY' | 'UNHEALTHY' | 'UNKNOWN';

/** A time in which probes were sent on the same terms: the first one interval after its start, the last by its end. */
export interface ProbeEpoch {
  /** Virtual times, in milliseconds since the epoch. */
  readonly start: number;
  readonly end: number;
  readonly intervalMs: number;
  /** How many successes in a row make a target healthy. */
  readonly healthyThreshold: number;
  /** How many failures in a row make it unhealthy. */
  readonly unhealthyThreshold: number;
  /** What a probe finds that is sent at a time. */
  readonly probe: (time: number) => Finding;
}

/** How many probes of a target that keeps changing are looked at before what it was until it began to counts. */
const MOST_PROBES = 1000;

/**
 * What probes have found out in the end: the last run of equal findings that was as long as its threshold decides.
 *
 * It looks back from the latest probe, so that a steady target costs as many probes as its threshold says, whatever the
 * time that has passed.
 *
 * @param epochs the latest first
 * @param initial what was known before the first probe
 */
export function verdictOf(epochs: Iterable<ProbeEpoch>, initial: HealthState): HealthState {
  const run = new Run();
  let seen = 0;
  let skippedTo = Infinity;
  for (const epoch of epochs) {
    const count = Math.floor((Math.min(epoch.end, skippedTo) - epoch.start) / epoch.intervalMs);
    for (let index = count; index >= 1; index--) {
      const time = epoch.start + index * epoch.intervalMs;
      if (time > skippedTo) continue;
      const { succeeds, since } = epoch.probe(time);
      if (run.extend(succeeds, epoch)) return succeeds ? 'HEALTHY' : 'UNHEALTHY';
      if (++seen < MOST_PROBES) continue;
      seen = 0;
      skippedTo = since;
      run.forget();
      index = Math.min(index, Math.floor((since - epoch.start) / epoch.intervalMs) + 1);
    }
  }
  return initial;
}

/**
 * Equal findings in a row, counted backwards; in every epoch that has one of them, as many as there were when that epoch
 * ended. An epoch without a probe decides nothing: its thresholds are never applied.
 */
class Run {
  #succeeds: boolean | undefined;
  #lengths: { readonly epoch: ProbeEpoch; length: number }[] = [];

  /** Adds the finding before. @returns whether the run is long enough for a verdict */
  extend(succeeds: boolean, epoch: ProbeEpoch): boolean {
    if (this.#succeeds !== succeeds) this.forget();
    this.#succeeds = succeeds;
    if (this.#lengths.at(-1)?.epoch !== epoch) this.#lengths.push({ epoch, length: 0 });
    for (const part of this.#lengths) part.length++;
    return this.#lengths.some(
      ({ epoch: { healthyThreshold, unhealthyThreshold }, length }) =>
        length >= (succeeds ? healthyThreshold : unhealthyThreshold),
    );
  }

  /** Begins anew. */
  forget(): void {
    this.#succeeds = undefined;
    this.#lengths = [];
  }
}
