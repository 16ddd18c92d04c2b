import { asString } from '../../kernel/json.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import { pathOf } from '../../kernel/self-link.ts';
import type { State } from '../../kernel/state.ts';
import { routeRequest } from '../../routing/url-map-route.ts';
import type { Passage } from './route-answer.ts';
import { stuck, goOn, through } from './route-answer.ts';
import type { Question } from './route-question.ts';

/** Where a forwarding rule leads in the end. */
export type Destination =
  /** A backend service or bucket, by its path. */
  | { readonly kind: 'service'; readonly path: string; readonly url: string }
  /** A target pool or a target instance. */
  | { readonly kind: 'pool' | 'instance'; readonly path: string; readonly url: string }
  | { readonly kind: 'redirect'; readonly url: string; readonly code: number };

/** Which scheme each kind of proxy understands; any where none is named. */
const PROXIES: Readonly<Record<string, { readonly next: 'urlMap' | 'service'; readonly scheme?: 'http' | 'https' }>> = {
  targetHttpProxies: { next: 'urlMap', scheme: 'http' },
  targetHttpsProxies: { next: 'urlMap', scheme: 'https' },
  targetGrpcProxies: { next: 'urlMap' },
  targetTcpProxies: { next: 'service' },
  targetSslProxies: { next: 'service', scheme: 'https' },
};

/** From a forwarding rule through proxy and URL map. */
export function routeTarget(
  rulePath: string,
  rule: JsonObject,
  question: Question,
  state: State,
): Passage<Destination> {
  const { backendService, target } = rule;
  const url = urlOf(question);
  const service = pathOf(asString(backendService));
  if (service !== undefined) return { steps: [], next: { kind: 'service', path: service, url } };
  const path = pathOf(asString(target));
  const resource = path === undefined ? undefined : state.get(path)?.resource;
  if (path === undefined || resource === undefined) {
    return stuck(rulePath, `Its target, '${asString(target)}', is nothing that is followed here.`);
  }
  const segment = path.split('/').at(-2) ?? '';
  if (segment === 'targetPools') return { steps: [], next: { kind: 'pool', path, url } };
  if (segment === 'targetInstances') return { steps: [], next: { kind: 'instance', path, url } };
  return routeProxy(path, segment, resource, question, state);
}

function routeProxy(
  path: string,
  segment: string,
  resource: JsonObject,
  question: Question,
  state: State,
): Passage<Destination> {
  const proxy = PROXIES[segment];
  if (proxy === undefined) return stuck(path, 'It is no proxy, and not followed here.');
  const { scheme } = question.request;
  if (proxy.scheme !== undefined && proxy.scheme !== scheme) {
    return stuck(path, `It speaks ${proxy.scheme === 'https' ? 'TLS' : 'plain HTTP'}, and the URL is ${scheme}.`);
  }
  const next = pathOf(asString(resource[proxy.next]));
  if (next === undefined) return stuck(path, `It has no ${proxy.next}.`);
  if (proxy.next === 'service') {
    return through(path, `It sends all to backend service '${nameOf(next)}'.`, {
      kind: 'service',
      path: next,
      url: urlOf(question),
    });
  }
  return goOn(through(path, `It asks URL map '${nameOf(next)}'.`, next), (map) => routeMap(map, question, state));
}

function routeMap(path: string, { request }: Question, state: State): Passage<Destination> {
  const map = state.get(path)?.resource;
  if (map === undefined) return stuck(path, 'It does not exist.');
  const route = routeRequest(map, request);
  const by = route.rule === '' ? 'its own default' : route.rule;
  if (route.kind === 'none') return stuck(path, `It says nothing about ${request.host}${request.path}.`);
  if (route.kind === 'redirect') {
    return through(path, `By ${by} it redirects to ${route.url} with ${route.code}.`, route);
  }
  const service = pathOf(route.service);
  if (service === undefined) return stuck(path, `By ${by} it sends to '${route.service}', which is nothing here.`);
  const others = route.services.filter((item) => item.service !== route.service && item.weight > 0);
  const also =
    others.length === 0
      ? ''
      : ` It is the heaviest; some requests go to ${others.map((item) => `'${nameOf(item.service)}'`).join(', ')}.`;
  return through(path, `By ${by} it sends to '${nameOf(service)}' as ${route.url}.${also}`, {
    kind: 'service',
    path: service,
    url: route.url,
  });
}

const urlOf = ({ request }: Question): string => `${request.scheme}://${request.host}${request.path}`;
