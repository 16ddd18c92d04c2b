import { nameOf, pathIn } from '../server/resource-path.ts';
import type { JsonObject, JsonValue } from '../server/json.ts';

/** How many rules of a URL map are shown in the picture. */
const MOST_RULES = 6;

/** What is said of a resource in the picture beside its name, a line each. */
export function describe(collection: string, resource: JsonObject): readonly string[] {
  switch (collection) {
    case 'forwardingRules':
      return [[textOf(resource['IPAddress']), portsOf(resource)].filter((part) => part !== '').join(' : ')];
    case 'urlMaps':
      return rulesOf(resource);
    case 'backendServices':
      return [
        [textOf(resource['protocol']), textOf(resource['loadBalancingScheme'])]
          .filter((part) => part !== '')
          .join(', '),
      ];
    case 'backendBuckets':
      return [textOf(resource['bucketName'])];
    default:
      return [];
  }
}

function portsOf({ portRange, ports, allPorts }: JsonObject): string {
  if (allPorts === true) return 'all ports';
  const range = textOf(portRange);
  if (range === '') return listOf(ports).map(textOf).join(', ');
  const [from, to] = range.split('-');
  return from === to ? (from ?? '') : range;
}

/** `shop.example/cart/* → cart` for each path of each host, and what takes the rest. */
function rulesOf({ hostRules, pathMatchers, defaultService }: JsonObject): readonly string[] {
  const matchers = new Map(listOf(pathMatchers).map((matcher) => [textOf(fieldOf(matcher, 'name')), matcher]));
  const rules = listOf(hostRules).flatMap((rule) => {
    const hosts = listOf(fieldOf(rule, 'hosts')).map(textOf).join(', ');
    const matcher = matchers.get(textOf(fieldOf(rule, 'pathMatcher')));
    const paths = listOf(fieldOf(matcher, 'pathRules')).map(
      (path) =>
        `${hosts}${listOf(fieldOf(path, 'paths')).map(textOf).join(', ')} → ${targetOf(fieldOf(path, 'service'))}`,
    );
    const others = textOf(fieldOf(matcher, 'defaultService'));
    return others === '' ? paths : [...paths, `${hosts} → ${targetOf(others)}`];
  });
  const rest = textOf(defaultService) === '' ? [] : [`* → ${targetOf(defaultService)}`];
  const all = [...rules, ...rest];
  return all.length <= MOST_RULES ? all : [...all.slice(0, MOST_RULES - 1), `and ${all.length - MOST_RULES + 1} more`];
}

const targetOf = (link: JsonValue | undefined): string => nameOf(pathIn(textOf(link)) ?? textOf(link)) || '?';
const textOf = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');
const listOf = (value: JsonValue | undefined): readonly JsonValue[] => (Array.isArray(value) ? value : []);
const fieldOf = (value: JsonValue | undefined, name: string): JsonValue | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, name)
    ? (value as JsonObject)[name]
    : undefined;
