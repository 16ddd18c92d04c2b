import { badRequest, Refusal } from '../kernel/refusal.ts';
import type { Simulator } from '../simulator.ts';
import { callRoutes } from './call-routes.ts';
import { clockRoutes } from './clock-routes.ts';
import { controlFields } from './control-fields.ts';
import type { ControlCall, ControlRoute } from './control-route.ts';
import { forkRoutes } from './fork-routes.ts';
import type { Forks } from './forks.ts';
import { historyRoutes } from './history-routes.ts';
import { iamRoutes } from './iam-routes.ts';
import { linkRoutes } from './link-routes.ts';
import { stateRoutes } from './state-routes.ts';
import { trafficRoutes } from './traffic-routes.ts';
import { worldRoutes } from './world-routes.ts';

/** What a simulator is told besides the API, over HTTP: `/_sim/…`, JSON in and out. */
export type ControlPlane = (simulator: Simulator, request: ControlRequest) => object;

interface ControlRequest {
  readonly method: string;
  /** Without the query, such as `/_sim/clock`. */
  readonly path: string;
  readonly query: string;
  readonly body: string | undefined;
}

export const isControlPath = (path: string): boolean => path === '/_sim' || path.startsWith('/_sim/');

/** Whether what a path is about is of the process that is asked, and not of the cloud that several share. */
export const isOfProcess = (path: string): boolean => /^\/_sim\/(?:calls|forks)(?:\/|$)/.test(path);

/** Answers from the table of routes. What it returns throws a Refusal for what cannot be done. */
export function controlPlane(forks: Forks): ControlPlane {
  const listed = [...ROUTES, ...forkRoutes(forks)];
  const routes: readonly ControlRoute[] = [
    { method: 'GET', path: '/', does: 'what there is', run: () => directory([...listed, ...SERVED_BESIDE]) },
    ...listed,
  ];
  return (simulator, { method, path, query, body }) => {
    const segments = path.replace(/^\/_sim\/?|\/$/g, '').split('/');
    const there = routes.flatMap((route) => {
      const parameters = match(route.path, segments);
      return parameters === undefined ? [] : [{ route, parameters }];
    });
    const found = there.find(({ route }) => route.method === method);
    if (found === undefined) throw unknown(method, path, there);
    const { route, parameters } = found;
    return answerOf(route, { simulator, parameters, fields: controlFields(route, query, body) });
  };
}

/** What is no JSON of its own, so that whoever serves the control plane answers it. */
const SERVED_BESIDE = [
  {
    method: 'GET',
    path: '/events',
    does: 'a stream of server-sent events: position whenever anything happens, and calls with what is called',
  },
  {
    method: 'GET',
    path: '/peek/{path}',
    does: 'what the API would answer to a read of that path now; no time passes, and nothing is logged. POST for reads that are sent so',
  },
];

const ROUTES: readonly ControlRoute[] = [
  ...clockRoutes,
  ...stateRoutes,
  ...trafficRoutes,
  ...callRoutes,
  ...worldRoutes,
  ...historyRoutes,
  ...linkRoutes,
  ...iamRoutes,
];

function answerOf(route: ControlRoute, call: ControlCall): object {
  try {
    const answer = route.run(call);
    return typeof answer === 'object' && answer !== null ? answer : {};
  } catch (error) {
    if (error instanceof Refusal) throw error;
    // A TypeError is how the faces of a simulator say that they were given something that makes no sense.
    if (error instanceof TypeError) throw badRequest(error.message, 'invalid');
    if (!isExpectation(route) || !(error instanceof Error)) throw error;
    throw new Refusal(409, 'expectationNotMet', error.message, { frontEndStatus: 'FAILED_PRECONDITION' });
  }
}

const isExpectation = ({ path }: ControlRoute): boolean => path.includes('/expect');

function match(path: string, segments: readonly string[]): Record<string, string> | undefined {
  const names = path.slice(1).split('/');
  if (names.length !== segments.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, name] of names.entries()) {
    const segment = segments[index] ?? '';
    if (name.startsWith('{')) parameters[name.slice(1, -1)] = segment;
    else if (name !== segment) return undefined;
  }
  return parameters;
}

type Listed = { readonly [Name in 'method' | 'path' | 'does']: string } & Pick<ControlRoute, 'takes'>;

const directory = (routes: readonly Listed[]): object => ({
  routes: routes.map(({ method, path, does, takes }) => ({ method, path: `/_sim${path}`, does, takes: takes ?? {} })),
});

function unknown(method: string, path: string, there: readonly { readonly route: ControlRoute }[]): Refusal {
  const others = there.map(({ route }) => route.method).join(', ');
  const wayOut = others === '' ? 'GET /_sim lists what there is' : `it takes ${others}`;
  return new Refusal(404, 'notFound', `There is no ${method} ${path} in the control plane; ${wayOut}.`);
}
