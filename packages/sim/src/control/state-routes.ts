import type { ControlRoute } from './control-route.ts';
import { checkedLater } from './control-route.ts';

/** All that a simulator remembers. */
export const stateRoutes: readonly ControlRoute[] = [
  {
    method: 'POST',
    path: '/reset',
    does: 'forgets everything that has happened since the simulator, or the fork, was made',
    run: ({ simulator }) => simulator.reset(),
  },
  {
    method: 'GET',
    path: '/snapshot',
    does: 'all that the simulator remembers',
    run: ({ simulator }) => simulator.snapshot(),
  },
  {
    method: 'PUT',
    path: '/snapshot',
    does: 'goes back to a snapshot',
    takes: 'what GET /_sim/snapshot gave',
    run: ({ simulator, fields }) => simulator.restore(checkedLater(fields)),
  },
  {
    method: 'GET',
    path: '/journal',
    does: 'what has changed the state, oldest first',
    run: ({ simulator }) => ({ commands: simulator.journal }),
  },
];
