import type { ControlRoute } from './control-route.ts';
import { textOf } from './control-route.ts';

/** What there is, and what has to do with what. */
export const linkRoutes: readonly ControlRoute[] = [
  {
    method: 'GET',
    path: '/position',
    does: 'how far the simulator has come; the same as before if nothing happened',
    run: ({ simulator }) => simulator.position(),
  },
  {
    method: 'GET',
    path: '/resources',
    does: 'how many resources each collection has, by its path',
    run: ({ simulator }) => ({ counts: simulator.links.counts() }),
  },
  {
    method: 'GET',
    path: '/links',
    does: 'what a resource uses, and what uses it',
    takes: { resource: 'string' },
    run: ({ simulator, fields }) => simulator.links.of(textOf(fields, 'resource')),
  },
  {
    method: 'GET',
    path: '/links/all',
    does: 'what each resource of a project uses',
    takes: { project: 'string' },
    run: ({ simulator, fields }) => ({ uses: simulator.links.list(textOf(fields, 'project')) }),
  },
];
