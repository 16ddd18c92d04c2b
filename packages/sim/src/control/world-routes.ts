import type { ControlRoute } from './control-route.ts';
import { checkedLater } from './control-route.ts';

/** How the simulated world is. */
export const worldRoutes: readonly ControlRoute[] = [
  {
    method: 'GET',
    path: '/health',
    does: 'what was said about instances and endpoints',
    run: ({ simulator }) => ({ health: simulator.health.list() }),
  },
  {
    method: 'POST',
    path: '/health',
    does: 'says what an instance or endpoint does on a port from now on',
    takes: 'a health setting',
    run: ({ simulator, fields }) => simulator.health.set(checkedLater(fields)),
  },
  {
    method: 'GET',
    path: '/quotas',
    does: 'limits and usage of a project, or of one of its regions',
    takes: { project: 'string', region: 'string?' },
    run: ({ simulator, fields }) => ({ quotas: simulator.quotas.list(checkedLater(fields)) }),
  },
  {
    method: 'POST',
    path: '/quotas',
    does: 'sets a limit, which is enforced from now on',
    takes: 'a quota setting',
    run: ({ simulator, fields }) => simulator.quotas.set(checkedLater(fields)),
  },
  {
    method: 'POST',
    path: '/guests/print',
    does: 'adds to what an instance has printed on a serial port',
    takes: { instance: 'string', text: 'string', port: 'number?' },
    run: ({ simulator, fields }) => simulator.guests.print(checkedLater(fields)),
  },
  {
    method: 'POST',
    path: '/guests/publish',
    does: 'sets a guest attribute of an instance, or takes it back where the value is null',
    takes: 'a guest attribute: instance, namespace, key and value',
    run: ({ simulator, fields }) => simulator.guests.publish(checkedLater(fields)),
  },
  {
    method: 'POST',
    path: '/route',
    does: 'says where a request would go now, and why',
    takes: 'a question such as {"project": "p", "url": "https://host/path"}',
    run: ({ simulator, fields }) => simulator.route(checkedLater(fields)),
  },
];
