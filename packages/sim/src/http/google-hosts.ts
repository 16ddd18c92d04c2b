import { NEIGHBOUR_PATHS } from '../neighbours/neighbour-paths.ts';

/**
 * Which part of Google a host and a path stand for: the Compute API (single calls and batches), its neighbours Resource Manager
 * and Service Usage, its discovery documents, the metadata server, the endpoints that give out tokens, or an API that no simulator plays.
 */
export type GoogleService = 'compute' | 'neighbours' | 'discovery' | 'metadata' | 'tokens' | 'other';

interface GoogleHost {
  readonly host: string;
  /** What is answered at which paths; every other path is of an API that no simulator plays. */
  readonly serves: readonly { readonly service: Exclude<GoogleService, 'other'>; readonly paths: RegExp }[];
}

const COMPUTE = { service: 'compute', paths: /^\/(?:batch\/)?compute\// } as const;
/** As clients of every language ask for it: of one service for all APIs, and of the API itself. */
const DISCOVERY_SERVICE = { service: 'discovery', paths: /^\/discovery\/v1\/apis\/compute\// } as const;
const OWN_DISCOVERY = { service: 'discovery', paths: /^\/(?:\$|%24)discovery\/rest$/ } as const;
const NEIGHBOURS = { service: 'neighbours', paths: NEIGHBOUR_PATHS } as const;
const METADATA = { service: 'metadata', paths: /^/ } as const;

/**
 * The hosts whose part a simulator plays. Every way in follows this table: `simulator.fetch`, the handlers of msw,
 * `useSimulator` and the fixture, `redirect`, and the server with its guard and its proxy.
 *
 * Hosts with `mtls` are those that clients with a certificate of their own call (https://google.aip.dev/auth/4114).
 */
const HOSTS: readonly GoogleHost[] = [
  { host: 'compute.googleapis.com', serves: [COMPUTE, OWN_DISCOVERY] },
  { host: 'compute.mtls.googleapis.com', serves: [COMPUTE, OWN_DISCOVERY] },
  {
    host: 'www.googleapis.com',
    serves: [COMPUTE, DISCOVERY_SERVICE, { service: 'tokens', paths: /^\/oauth2\/v[34]\/token(?:info)?$/ }],
  },
  { host: 'cloudresourcemanager.googleapis.com', serves: [NEIGHBOURS] },
  { host: 'cloudresourcemanager.mtls.googleapis.com', serves: [NEIGHBOURS] },
  { host: 'serviceusage.googleapis.com', serves: [NEIGHBOURS] },
  { host: 'serviceusage.mtls.googleapis.com', serves: [NEIGHBOURS] },
  { host: 'metadata.google.internal', serves: [METADATA] },
  { host: 'metadata', serves: [METADATA] },
  { host: '169.254.169.254', serves: [METADATA] },
  { host: '[fd20:ce::254]', serves: [METADATA] },
  { host: 'oauth2.googleapis.com', serves: [{ service: 'tokens', paths: /^\/(?:token|tokeninfo|revoke)$/ }] },
  { host: 'oauth2.mtls.googleapis.com', serves: [{ service: 'tokens', paths: /^\/(?:token|tokeninfo|revoke)$/ }] },
  { host: 'accounts.google.com', serves: [{ service: 'tokens', paths: /^\/o\/oauth2\/(?:token|revoke)$/ }] },
  { host: 'sts.googleapis.com', serves: [{ service: 'tokens', paths: /^\/v1\/(?:oauth)?token$/ }] },
  { host: 'sts.mtls.googleapis.com', serves: [{ service: 'tokens', paths: /^\/v1\/(?:oauth)?token$/ }] },
  { host: 'iamcredentials.googleapis.com', serves: [{ service: 'tokens', paths: /:generate(?:Access|Id)Token$/ }] },
  {
    host: 'iamcredentials.mtls.googleapis.com',
    serves: [{ service: 'tokens', paths: /:generate(?:Access|Id)Token$/ }],
  },
];

/** The domains under which everything else is Google's: its APIs, its registries, and what runs on its clouds. */
const DOMAINS: readonly string[] = ['googleapis.com', 'google.com', 'google.internal', 'gcr.io', 'pkg.dev', 'run.app'];

const byHost: ReadonlyMap<string, GoogleHost> = new Map(HOSTS.map((entry) => [entry.host, entry]));
const inDomain = new RegExp(`(?:^|\\.)${anyOf(DOMAINS)}$`);

/** Matches the URLs of all of Google's hosts and of no other. */
export const GOOGLE_URL: RegExp = new RegExp(
  `^https?://(?:${anyOf(HOSTS.map(({ host }) => host))}|(?:[\\w-]+\\.)*${anyOf(DOMAINS)})\\.?(?::\\d+)?(?:[/?#]|$)`,
  'i',
);

/** As `NO_PROXY` has them: the hosts and domains of Google. */
export const GOOGLE_NAMES: readonly string[] = [
  ...DOMAINS.map((domain) => `.${domain}`),
  ...HOSTS.map(({ host }) => host).filter((host) => !inDomain.test(host)),
];

/**
 * What a request is meant for; undefined where the host is not Google's.
 *
 * @param host as in a URL or a Host header: a port, a dot at the end and capitals make no difference
 * @param path without the query
 */
export function googleServiceOf(host: string, path: string): GoogleService | undefined {
  // Clients that stay name the same host with every request.
  const part = host === last?.host ? last.part : partOf(host);
  if (host !== last?.host) last = { host, part };
  if (typeof part !== 'object') return part;
  return part.serves.find(({ paths }) => paths.test(path))?.service ?? 'other';
}

type Part = GoogleHost | 'other' | undefined;

let last: { readonly host: string; readonly part: Part } | undefined;

function partOf(host: string): Part {
  const name = hostNameOf(host);
  return byHost.get(name) ?? (inDomain.test(name) ? 'other' : undefined);
}

/** Whether a path is that of a discovery document, for clients that know the simulator by an address of its own. */
export const isDiscoveryPath = (path: string): boolean =>
  DISCOVERY_SERVICE.paths.test(path) || OWN_DISCOVERY.paths.test(path);

/** The header that says whom a request was meant for where its Host cannot: `fetch` lets nobody set that one. */
export const ORIGINAL_HOST = 'x-gcepool-host';

/** Whether a host is Google's. */
export const isGoogleHost = (host: string): boolean => googleServiceOf(host, '/') !== undefined;

const hostNameOf = (host: string): string => host.toLowerCase().replace(/:\d*$/, '').replace(/\.$/, '');

function anyOf(names: readonly string[]): string {
  return `(?:${names.map((name) => name.replaceAll(/[.[\]]/g, String.raw`\$&`)).join('|')})`;
}
