import type { ControlRoute } from './control-route.ts';
import { checkedLater } from './control-route.ts';

/** What happens between clients and the simulator. */
export const trafficRoutes: readonly ControlRoute[] = [
  {
    method: 'GET',
    path: '/faults',
    does: 'the rules by which things go wrong, and how often each was met',
    run: ({ simulator }) => ({ faults: simulator.faults.list() }),
  },
  {
    method: 'POST',
    path: '/faults',
    does: 'makes something go wrong from now on',
    takes: 'a fault rule',
    run: ({ simulator, fields }) => {
      const { id, rule, seen, met } = simulator.faults.add(checkedLater(fields));
      return { id, rule, seen, met };
    },
  },
  {
    method: 'DELETE',
    path: '/faults',
    does: 'takes all fault rules away',
    run: ({ simulator }) => simulator.faults.clear(),
  },
  {
    method: 'DELETE',
    path: '/faults/{id}',
    does: 'takes one fault rule away',
    run: ({ simulator, parameters }) => simulator.faults.remove(parameters['id'] ?? ''),
  },
  {
    method: 'POST',
    path: '/faults/expect-met',
    does: 'is refused unless every fault was met',
    run: ({ simulator }) => simulator.faults.expectMet(),
  },
  {
    method: 'GET',
    path: '/latency',
    does: 'how long operations run, by method',
    run: ({ simulator }) => ({ latency: simulator.latency.list() }),
  },
  {
    method: 'POST',
    path: '/latency',
    does: 'says how long the operations of a method run from now on',
    takes: 'a latency rule',
    run: ({ simulator, fields }) => simulator.latency.set(checkedLater(fields)),
  },
  {
    method: 'DELETE',
    path: '/latency',
    does: 'takes all latency rules away',
    run: ({ simulator }) => simulator.latency.clear(),
  },
  {
    method: 'GET',
    path: '/rate-limits',
    does: 'how many requests are answered a minute',
    run: ({ simulator }) => ({ rateLimits: simulator.rateLimits.list() }),
  },
  {
    method: 'POST',
    path: '/rate-limits',
    does: 'limits a group of methods from now on',
    takes: 'a rate limit',
    run: ({ simulator, fields }) => simulator.rateLimits.set(checkedLater(fields)),
  },
  {
    method: 'POST',
    path: '/rate-limits/defaults',
    does: 'limits every group of methods as GCE does',
    run: ({ simulator }) => simulator.rateLimits.setDefaults(),
  },
  {
    method: 'DELETE',
    path: '/rate-limits',
    does: 'takes all rate limits away',
    run: ({ simulator }) => simulator.rateLimits.clear(),
  },
  {
    method: 'GET',
    path: '/staleness',
    does: 'how far reads are behind the writes',
    run: ({ simulator }) => simulator.staleness.get(),
  },
  {
    method: 'PUT',
    path: '/staleness',
    does: 'puts reads so far behind the writes that follow',
    takes: 'a staleness rule',
    run: ({ simulator, fields }) => simulator.staleness.set(checkedLater(fields)),
  },
  {
    method: 'POST',
    path: '/staleness/settle',
    does: 'lets every read catch up with what was written until now',
    run: ({ simulator }) => simulator.staleness.settle(),
  },
  {
    method: 'DELETE',
    path: '/staleness',
    does: 'brings every read up to date from now on',
    run: ({ simulator }) => simulator.staleness.clear(),
  },
];
