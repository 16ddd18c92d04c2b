/**
 * The part a host of Google's plays for a client: the Compute API, the metadata server of a virtual machine, what gives out
 * tokens for credentials, or another API, which no simulator plays.
 */
export type Part = 'compute' | 'metadata' | 'tokens' | 'other';

interface Host {
  readonly names: readonly string[];
  readonly part: Exclude<Part, 'other'>;
  /** Which paths of the host play that part; all, unless it says. */
  readonly paths?: RegExp;
}

/** Every host that a simulator plays, wherever requests come in: the one list of them. */
const HOSTS: readonly Host[] = [
  {
    names: ['compute.googleapis.com', 'compute.mtls.googleapis.com', 'www.googleapis.com'],
    part: 'compute',
    paths: /^\/(?:batch\/)?compute\//,
  },
  // The names that Google's auth libraries try, in their order.
  { names: ['metadata.google.internal', '169.254.169.254', 'metadata'], part: 'metadata' },
  {
    names: ['oauth2.googleapis.com', 'oauth2.mtls.googleapis.com'],
    part: 'tokens',
    paths: /^\/token(?:info)?$/,
  },
  // Where older files of credentials say that tokens are.
  { names: ['www.googleapis.com'], part: 'tokens', paths: /^\/oauth2\/v[34]\/token(?:info)?$/ },
  { names: ['accounts.google.com'], part: 'tokens', paths: /^\/o\/oauth2\/token$/ },
  { names: ['sts.googleapis.com', 'sts.mtls.googleapis.com'], part: 'tokens', paths: /^\/v1\/token$/ },
  {
    names: ['iamcredentials.googleapis.com', 'iamcredentials.mtls.googleapis.com'],
    part: 'tokens',
    paths: /^\/v1\/projects\/-\/serviceAccounts\/[^/]+:generate(?:Access|Id)Token$/,
  },
];

/** Under these are Google's APIs and what Google's clients ask. */
export const googleDomains: readonly string[] = [
  'googleapis.com',
  'google.com',
  'google.internal',
  'gcr.io',
  'pkg.dev',
  'run.app',
];

/** What the host and path of a URL are to a client of Google's; undefined for hosts of others. */
export function partOf(hostname: string, path: string): Part | undefined {
  const name = hostname.toLowerCase().replace(/\.$/, '');
  const host = HOSTS.find(({ names, paths }) => names.includes(name) && (paths === undefined || paths.test(path)));
  if (host !== undefined) return host.part;
  return isGoogle(name) ? 'other' : undefined;
}

/** Whether a host is Google's, whoever plays its part. */
export const isGoogle = (name: string): boolean =>
  googleDomains.some((domain) => name === domain || name.endsWith(`.${domain}`)) ||
  HOSTS.some(({ names }) => names.includes(name));

/** The names by which clients call what a simulator plays. */
export const simulatedHosts: readonly string[] = HOSTS.flatMap(({ names }) => names);

/** Whether a path is that of tokens on any host, for clients that were told the simulator's own address for them. */
export const isTokenPath = (path: string): boolean =>
  HOSTS.some(({ part, paths }) => part === 'tokens' && paths?.test(path) === true);

/** The refusal of a request to an API that no simulator plays. Without its query, in which there may be secrets. */
export const notPlayed = (method: string, url: string): string =>
  `No simulator answers ${method} ${url.replace(/[?#].*$/s, '')}: only the Compute API, the metadata server and the ` +
  'endpoints for tokens are simulated.';
