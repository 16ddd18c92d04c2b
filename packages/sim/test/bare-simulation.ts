import { collections } from '../src/collections/generated/collections.ts';
import { Registry } from '../src/collections/registry.ts';
import { Refusal } from '../src/kernel/refusal.ts';
import { State } from '../src/kernel/state.ts';
import { seedOf } from '../src/kernel/token.ts';
import type { ApiRequest, ApiResponse } from '../src/index.ts';
import { refused } from '../src/api/response.ts';
import type { Route } from '../src/api/route.ts';
import { Service } from '../src/api/service.ts';
import { Simulation } from '../src/simulation/simulation.ts';
import { entryRulesOf } from '../src/environment/world-options.ts';

/** The simulation as it is with no options, the instant clock, and nothing between it and whoever asks. */
export function bareSimulation(): { handle(request: ApiRequest): ApiResponse; readonly simulation: Simulation } {
  const registry = new Registry(collections);
  const service = new Service(registry, { latencyMs: () => 1000, checksReferences: true, refusesUnproven: false });
  const entryRules = entryRulesOf(service, {});
  const freshState = (): State => new State(entryRules, Date.parse('2026-01-05T08:00:00-08:00'));
  const policy = {
    isStrict: false,
    isTokenRequired: false,
    collectionOf: ({ method, segment }: Route) => registry.of(method.collection, segment),
  };
  const simulation = new Simulation({ service, policy, seed: seedOf('gcepool'), freshState }, freshState());
  const handle = (request: ApiRequest): ApiResponse => {
    try {
      const call = simulation.read(request);
      simulation.passTime(call, undefined);
      return simulation.answer(call, request, undefined);
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      return refused(refusal);
    }
  };
  return { handle, simulation };
}
