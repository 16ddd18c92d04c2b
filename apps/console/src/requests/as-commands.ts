import { createFlags } from './create-flags.ts';

/** A request as it is sent. */
export interface SentRequest {
  readonly method: string;
  /** Path and query, as `/compute/v1/projects/…`. */
  readonly url: string;
  readonly body?: string;
}

/**
 * The same request as one would send it oneself, by the name of the tool.
 *
 * @param base where the simulator or the fork is that it was sent to, without a slash at the end
 */
export function asCommands(request: SentRequest, base: string): Readonly<Record<string, string>> {
  const path = request.url.replace(/^https?:\/\/[^/]+/, '');
  const target = new URL(`${base}${path.startsWith('/') ? '' : '/'}${path}`).href;
  const curl = asCurl(request, target);
  return {
    curl,
    gcloud: asGcloud(request) ?? `# gcloud has no plain form of this request.\n${curl}`,
    TypeScript: asTypeScript(request, target),
  };
}

/** What a POSIX shell takes for one word. */
const quoted = (text: string): string => (/^[\w./:=@%-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);

function asCurl({ method, body }: SentRequest, target: string): string {
  // Else curl makes several requests of what stands in brackets.
  const words = [
    'curl',
    ...(/[[\]{}]/.test(target) ? ['-g'] : []),
    ...(method === 'GET' ? [] : ['-X', quoted(method)]),
    quoted(target),
  ];
  const data =
    body === undefined || body === '' ? [] : ["-H 'content-type: application/json'", `--data-raw ${quoted(body)}`];
  return [words.join(' '), ...data].join(' \\\n  ');
}

function asTypeScript({ method, body }: SentRequest, target: string): string {
  const options = [
    ...(method === 'GET' ? [] : [`  method: ${literal(method)},`]),
    ...(body === undefined || body === '' ? [] : [`  body: ${bodyAsCode(body)},`]),
  ];
  const init = options.length === 0 ? '' : `, {\n${options.join('\n')}\n}`;
  return `const response = await fetch(${literal(target)}${init});\nconsole.log(response.status, await response.json());`;
}

const literal = (text: string): string =>
  `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;

function bodyAsCode(body: string): string {
  try {
    return `JSON.stringify(${JSON.stringify(JSON.parse(body), undefined, 2).replaceAll('\n', '\n  ')})`;
  } catch {
    return literal(body);
  }
}

/** The groups of commands that are not called as the collection is. */
const GROUPS: ReadonlyMap<string, string> = new Map([
  ['firewalls', 'firewall-rules'],
  ['securityPolicies', 'security-policies'],
]);

/** gcloud shows, lists and deletes resources of every kind in one way; of others those are known that have a flag for each field. */
function asGcloud({ method, url, body }: SentRequest): string | undefined {
  const found =
    /^(?:https?:\/\/[^/]+)?\/compute\/v1\/projects\/([^/]+)\/(?:(global)|(zones|regions)\/([^/]+)|(aggregated))\/([A-Za-z]+)(?:\/([^/?]+))?(?:\?.*)?$/.exec(
      url,
    );
  if (found === null) return undefined;
  const [, project = '', global, kind, place = '', , collection = '', name] = found;
  const verb =
    method === 'GET'
      ? name === undefined
        ? 'list'
        : 'describe'
      : method === 'DELETE'
        ? 'delete'
        : method === 'POST' && name === undefined
          ? 'create'
          : undefined;
  if (verb === undefined || (verb === 'delete' && name === undefined)) return undefined;
  const made = verb === 'create' ? createFlags(collection, body ?? '') : undefined;
  if (verb === 'create' && made === undefined) return undefined;
  const group = GROUPS.get(collection) ?? collection.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const where =
    verb === 'list'
      ? kind === undefined
        ? []
        : [`--filter=${kind === 'zones' ? 'zone' : 'region'}:${place}`]
      : global === undefined
        ? [`--${kind === 'zones' ? 'zone' : 'region'}=${place}`]
        : HAS_REGIONS.has(collection)
          ? ['--global']
          : [];
  const words = [
    'gcloud',
    'compute',
    group,
    // Groups are made in two ways; those that others make have a command of their own.
    ...(verb === 'create' && collection === 'instanceGroups' ? ['unmanaged'] : []),
    verb,
    ...(name === undefined ? [] : [name]),
    ...(made === undefined ? [] : [made.name]),
    ...where,
    ...(made?.flags ?? []),
    `--project=${project}`,
  ];
  return words.map(quoted).join(' ');
}

/** Collections that are global and in regions, of which gcloud wants to be told which is meant. */
const HAS_REGIONS: ReadonlySet<string> = new Set([
  'addresses',
  'backendServices',
  'forwardingRules',
  'healthChecks',
  'networkEndpointGroups',
  'sslCertificates',
  'sslPolicies',
  'targetHttpProxies',
  'targetHttpsProxies',
  'targetTcpProxies',
  'urlMaps',
]);
