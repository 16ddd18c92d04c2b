import { find } from '../../wire/find.ts';
import type { ResourceIn } from '../../wire/wire.ts';
import { collectionOf, nameOf } from '../../kernel/resource-path.ts';
import { pathOf } from '../../kernel/self-link.ts';
import type { State } from '../../kernel/state.ts';
import { routeRequest } from '../../routing/url-map-route.ts';
import type { TakingRule } from './forwarding-rules.ts';
import type { Progress } from './route-answer.ts';
import { stopAt, andThen, passOn } from './route-answer.ts';
import type { Question } from './route-question.ts';

/** Where a forwarding rule leads in the end. */
export type Destination =
  /** A backend service or bucket, by its path. */
  | { readonly kind: 'service'; readonly path: string; readonly url: string }
  /** A target pool or a target instance. */
  | { readonly kind: 'pool' | 'instance'; readonly path: string; readonly url: string }
  | { readonly kind: 'redirect'; readonly url: string; readonly code: number };

/** Which scheme each kind of proxy understands; any where none is named. */
const PROXIES = {
  targetHttpProxies: { next: 'urlMap', scheme: 'http' },
  targetHttpsProxies: { next: 'urlMap', scheme: 'https' },
  targetGrpcProxies: { next: 'urlMap', scheme: undefined },
  targetTcpProxies: { next: 'service', scheme: undefined },
  targetSslProxies: { next: 'service', scheme: 'https' },
} as const;

type ProxySegment = keyof typeof PROXIES;

/** What leads on from a proxy: each kind has one of the two. */
type Proxy = Pick<ResourceIn<'targetHttpProxies'>, 'urlMap'> & Pick<ResourceIn<'targetTcpProxies'>, 'service'>;

const isProxy = (segment: string): segment is ProxySegment => Object.hasOwn(PROXIES, segment);

/** From a forwarding rule through proxy and URL map. */
export function routeTarget(
  rulePath: string,
  { backendService = '', target = '' }: TakingRule['rule'],
  question: Question,
  state: State,
): Progress<Destination> {
  const url = urlOf(question);
  const service = pathOf(backendService);
  if (service !== undefined) return { steps: [], next: { kind: 'service', path: service, url } };
  const path = pathOf(target);
  if (path === undefined || state.get(path) === undefined) {
    return stopAt(rulePath, `Its target, '${target}', is nothing that is followed here.`);
  }
  const segment = collectionOf(path);
  if (segment === 'targetPools') return { steps: [], next: { kind: 'pool', path, url } };
  if (segment === 'targetInstances') return { steps: [], next: { kind: 'instance', path, url } };
  return routeProxy(path, segment, question, state);
}

function routeProxy(path: string, segment: string, question: Question, state: State): Progress<Destination> {
  const proxy: Proxy | undefined = isProxy(segment) ? find(state, segment, path)?.resource : undefined;
  if (!isProxy(segment) || proxy === undefined) return stopAt(path, 'It is no proxy, and not followed here.');
  const { next, scheme } = PROXIES[segment];
  if (scheme !== undefined && scheme !== question.request.scheme) {
    const spoken = scheme === 'https' ? 'TLS' : 'plain HTTP';
    return stopAt(path, `It speaks ${spoken}, and the URL is ${question.request.scheme}.`);
  }
  const target = pathOf(proxy[next] ?? '');
  if (target === undefined) return stopAt(path, `It has no ${next}.`);
  if (next === 'service') {
    return passOn(path, `It sends all to backend service '${nameOf(target)}'.`, {
      kind: 'service',
      path: target,
      url: urlOf(question),
    });
  }
  return andThen(passOn(path, `It asks URL map '${nameOf(target)}'.`, target), (map) => routeMap(map, question, state));
}

function routeMap(path: string, { request }: Question, state: State): Progress<Destination> {
  const map = find(state, 'urlMaps', path)?.resource;
  if (map === undefined) return stopAt(path, 'It does not exist.');
  const route = routeRequest(map, request);
  const by = route.rule === '' ? 'its own default' : route.rule;
  if (route.kind === 'none') return stopAt(path, `It says nothing about ${request.host}${request.path}.`);
  if (route.kind === 'redirect') {
    return passOn(path, `By ${by} it redirects to ${route.url} with ${route.code}.`, route);
  }
  const service = pathOf(route.service);
  if (service === undefined) return stopAt(path, `By ${by} it sends to '${route.service}', which is nothing here.`);
  const others = route.services.filter((item) => item.service !== route.service && item.weight > 0);
  const also =
    others.length === 0
      ? ''
      : ` It is the heaviest; some requests go to ${others.map((item) => `'${nameOf(item.service)}'`).join(', ')}.`;
  return passOn(path, `By ${by} it sends to '${nameOf(service)}' as ${route.url}.${also}`, {
    kind: 'service',
    path: service,
    url: route.url,
  });
}

const urlOf = ({ request }: Question): string => `${request.scheme}://${request.host}${request.path}`;
