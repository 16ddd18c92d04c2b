import { Refusal } from '../kernel/refusal.ts';
import { restoreSnapshot } from '../kernel/snapshot.ts';
import type { State } from '../kernel/state.ts';
import type { Command, SimulationRules } from '../simulation/simulation.ts';
import { Simulation } from '../simulation/simulation.ts';
import { Keeper } from './keeper.ts';
import type { KeptSettings } from './store.ts';
import type { Store } from './store.ts';

/** A simulation, and who keeps what changes it. */
export interface KeptSimulation {
  readonly simulation: Simulation;
  readonly keeper: Keeper;
}

/**
 * Goes on from what a store holds; from the initial state where it holds nothing yet.
 *
 * @param checkSettings throws for settings under which it cannot go on
 * @throws TypeError when what is kept was made with other options, under which its commands have another effect
 * @throws Error when it cannot be read, or a start cannot be kept
 */
export function keptSimulation(
  store: Store,
  settings: KeptSettings,
  checkSettings: (kept: KeptSettings) => void,
  rules: SimulationRules,
  initial: State,
): KeptSimulation {
  const kept = store.load();
  const keeper = new Keeper(store, settings, kept?.commands.length ?? 0);
  if (kept === undefined) {
    keepStart(keeper, initial);
    return { simulation: new Simulation(rules, initial, keep(keeper)), keeper };
  }
  checkSettings(kept.settings);
  let isLoaded = false;
  const simulation = new Simulation(rules, restoreSnapshot(kept.snapshot, rules.freshState()), (command, state) => {
    // What is applied anew is kept already.
    if (isLoaded) keeper.record(command, state);
  });
  replay(simulation, kept.commands);
  isLoaded = true;
  return { simulation, keeper };
}

/** Whoever starts a simulator is told by an Error. */
function keepStart(keeper: Keeper, initial: State): void {
  try {
    keeper.replaceWith(initial);
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    throw new Error(refusal.message, { cause: refusal });
  }
}

function replay(simulation: Simulation, commands: readonly Command[]): void {
  try {
    simulation.replay(commands);
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    throw new Error(
      `what is kept cannot be applied anew (${refusal.message}); the release that wrote it can read it, and give out a snapshot`,
      { cause: refusal },
    );
  }
}

/** What a simulation tells of every command. */
export const keep =
  (keeper: Keeper): ConstructorParameters<typeof Simulation>[2] =>
  (command, state) =>
    keeper.record(command, state);
