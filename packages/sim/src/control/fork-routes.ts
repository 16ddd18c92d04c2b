import type { ControlRoute } from './control-route.ts';
import { textOf } from './control-route.ts';
import type { Forks } from './forks.ts';

/** The forks of a server. */
export const forkRoutes = (forks: Forks): readonly ControlRoute[] => [
  {
    method: 'GET',
    path: '/forks',
    does: 'the forks there are',
    run: () => ({ forks: forks.names.map((name) => forkDocument(name)) }),
  },
  {
    method: 'POST',
    path: '/forks',
    does: 'makes a fork: the same state, and from here on neither sees what happens to the other',
    takes: { name: 'string?' },
    run: ({ simulator, fields }) =>
      forkDocument(forks.make(simulator, fields['name'] === undefined ? undefined : textOf(fields, 'name'))),
  },
  {
    method: 'DELETE',
    path: '/forks/{name}',
    does: 'forgets a fork',
    run: ({ parameters }) => forks.end(parameters['name'] ?? ''),
  },
];

/** `path` comes after the server's address; clients take the two as the endpoint of the API. */
const forkDocument = (name: string): object => ({ name, path: `/_sim/forks/${name}` });
