import type { ControlRoute } from './control-route.ts';
import { checkedLater, textOf } from './control-route.ts';

/** All that a simulator remembers. */
export const stateRoutes: readonly ControlRoute[] = [
  {
    method: 'POST',
    path: '/reset',
    does: 'forgets everything that has happened since the simulator, or the fork, was made; of one project, if it is named',
    takes: { project: 'string?' },
    run: ({ simulator, fields }) =>
      fields['project'] === undefined ? simulator.reset() : simulator.resetProject(textOf(fields, 'project')),
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
    takesState: true,
    run: ({ simulator, fields }) => simulator.restore(checkedLater(fields)),
  },
  {
    method: 'GET',
    path: '/journal',
    does: 'what has changed the state, oldest first',
    run: ({ simulator }) => ({ commands: simulator.journal }),
  },
  {
    method: 'GET',
    path: '/report',
    does: 'what was asked and answered, with stand-ins in the place of names and secrets, for a report of a bug: gcepool replay does it again',
    run: ({ simulator }) => simulator.report(),
  },
];
