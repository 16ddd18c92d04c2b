import { Refusal } from '../kernel/refusal.ts';
import { restoreSnapshot } from '../kernel/snapshot.ts';
import type { State } from '../kernel/state.ts';
import type { SimulationRules } from '../simulation/simulation.ts';
import { Simulation } from '../simulation/simulation.ts';
import { Keeper } from './keeper.ts';
import type { KeptCommand, KeptSettings, Store } from './store.ts';

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
  const keeper = new Keeper(store, settings, kept?.position ?? 0, kept?.entries.length ?? 0);
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
  replay(simulation, kept.entries);
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

/** Another release may refuse what was accepted, or make something else of it: neither may pass for what was answered. */
function replay(simulation: Simulation, commands: readonly KeptCommand[]): void {
  for (const [index, command] of commands.entries()) {
    try {
      simulation.replay([command]);
    } catch (refusal) {
      if (refusal instanceof Refusal) throw cannotBeApplied(refusal.message, refusal);
      throw refusal;
    }
    if (simulation.state.sequence === command.sequence) continue;
    throw cannotBeApplied(`change ${index + 1} of ${commands.length} comes to something else here`);
  }
}

const cannotBeApplied = (reason: string, cause?: unknown): Error =>
  new Error(
    `what is kept cannot be applied anew (${reason}); the release that wrote it can read it, and give out a snapshot`,
    { cause },
  );

/** What a simulation tells of every command. */
export const keep =
  (keeper: Keeper): ConstructorParameters<typeof Simulation>[2] =>
  (command, state) =>
    keeper.record(command, state);
