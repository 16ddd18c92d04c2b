import { at, isJsonObject, itemsAt, textAt } from '../objects/json-object.ts';
import type { JsonObject } from '../objects/json-object.ts';
import { parsedAnnotation } from '../objects/parsed-annotation.ts';

const negKey = 'cloud.google.com/neg';
const transparentCheckKey = 'networking.gke.io/transparent-health-checker';

/** Annotations of Google's that are read elsewhere, or tell a state and ask for nothing. */
const silentKeys: ReadonlySet<string> = new Set([
  negKey,
  transparentCheckKey,
  'cloud.google.com/neg-status',
  'cloud.google.com/app-protocols',
  'cloud.google.com/backend-config',
  'beta.cloud.google.com/backend-config',
]);

const googleKey = /^(?:beta\.)?(?:cloud\.google\.com|networking\.gke\.io)\//;

/** What a service asks for and the pool does not do, in words that follow its name. */
export function intentNotes(service: JsonObject): string[] {
  const annotations = at(service, 'metadata', 'annotations');
  const keys = isJsonObject(annotations) ? Object.keys(annotations) : [];
  return [
    ...loadBalancerNotes(service),
    ...(textAt(service, 'spec', 'sessionAffinity') === 'ClientIP'
      ? [
          'has sessionAffinity ClientIP, and its clients are the load balancer’s proxies; a BackendConfig’s sessionAffinity tells clients apart',
        ]
      : []),
    ...familyNotes(service),
    ...negNotes(service),
    ...(at(parsedAnnotation(service, transparentCheckKey), 'enabled') === true
      ? [`asks for transparent health checks (${transparentCheckKey}): the pool’s ask its nodePort`]
      : []),
    ...keys
      .filter((key) => googleKey.test(key) && !silentKeys.has(key))
      .map((key) => `has the annotation ${key}, which the pool does not read`),
  ];
}

function loadBalancerNotes(service: JsonObject): string[] {
  if (textAt(service, 'spec', 'type') !== 'LoadBalancer') return [];
  return [
    'is of type LoadBalancer: its own load balancer is none of the pool’s, and its nodePorts are served beside it; ' +
      '--select spec.type=NodePort leaves such services out',
    ...(itemsAt(service, 'spec', 'loadBalancerSourceRanges').length > 0
      ? ['has loadBalancerSourceRanges, which hold for its own load balancer alone']
      : []),
  ];
}

/** Backend services ask instances over IPv4 by default (`ipAddressSelectionPolicy`). */
function familyNotes(service: JsonObject): string[] {
  const families = itemsAt(service, 'spec', 'ipFamilies');
  return families.length > 0 && families.every((family) => family === 'IPv6')
    ? [
        'has ipFamilies IPv6 alone, and the pool’s health checks and load balancers ask its nodePort over IPv4; add IPv4',
      ]
    : [];
}

function negNotes(service: JsonObject): string[] {
  if (textAt(service, 'metadata', 'annotations', negKey) === undefined) return [];
  const asked = parsedAnnotation(service, negKey);
  if (!isJsonObject(asked)) return [`has an annotation ${negKey} that is not JSON; the pool does without it`];
  const isAsked = asked['ingress'] === true || at(asked, 'exposed_ports') !== undefined;
  return isAsked ? [`asks for network endpoint groups (${negKey}): the pool serves it through its nodePort`] : [];
}
