import type { OnRecord } from './kernel/journal.ts';
import type { Snapshot } from './kernel/snapshot.ts';
import type { State } from './kernel/state.ts';
import type { Command, SimulationRules } from './simulation/simulation.ts';
import { Simulation } from './simulation/simulation.ts';
import type { KeptSimulation } from './stores/kept-simulation.ts';
import { keep } from './stores/kept-simulation.ts';
import type { KeptSettings } from './stores/store.ts';
import type { Traffic } from './traffic/traffic.ts';

/**
 * What a simulator moves by. Whoever tries something first, and lets it take place later, moves it from outside; what is done with a
 * simulator then changes nothing but {@link simulation}, {@link beginnings} and {@link traffic}, and is told here.
 */
export interface SimulatorCore {
  readonly rules: SimulationRules;
  readonly traffic: Traffic;
  /** The options on which the effect of commands depends. */
  readonly settings: KeptSettings;
  /** Whether time passes by itself. */
  readonly isRealTime: boolean;
  simulation: Simulation;
  beginnings: number;
  /** Where a reset leads. */
  initial: State;
  /** Why nothing is answered any more; undefined while all is well. */
  failure: string | undefined;
  /** Is told of every command that changes a simulation that begins anew. */
  onRecord: OnRecord<Command> | undefined;
  /** Is told of a new beginning: the snapshot that is restored; undefined for a reset. */
  onBegin: ((snapshot: Snapshot | undefined) => void) | undefined;
  /** Does what is asked by nobody, such as to look how far time has come. */
  aside: <T>(look: () => T) => T;
}

/** What a simulator moves by that begins with a state, or goes on with what is kept. */
export function coreOf(
  fixed: Pick<SimulatorCore, 'isRealTime' | 'rules' | 'settings'>,
  initial: State,
  trafficOver: (state: () => State) => Traffic,
  kept?: KeptSimulation,
): SimulatorCore {
  const core: SimulatorCore = {
    rules: fixed.rules,
    settings: fixed.settings,
    isRealTime: fixed.isRealTime,
    traffic: trafficOver(() => core.simulation.state),
    simulation: kept?.simulation ?? new Simulation(fixed.rules, initial),
    beginnings: 0,
    initial,
    failure: undefined,
    onRecord: kept && keep(kept.keeper),
    onBegin: undefined,
    aside: (look) => look(),
  };
  core.traffic.watch(core.simulation);
  return core;
}

/** Begins anew from a state. */
export function startFrom(core: SimulatorCore, state: State): void {
  core.simulation = new Simulation(core.rules, state, core.onRecord);
  core.traffic.watch(core.simulation);
  core.beginnings++;
}
