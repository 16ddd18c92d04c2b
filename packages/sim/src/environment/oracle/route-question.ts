import { referencedPath } from '../../kernel/reference-path.ts';
import { collectionOf } from '../../kernel/resource-path.ts';
import type { RoutedRequest } from '../../routing/routed-request.ts';
import { readFields, readText, show } from '../../read-fields.ts';

/** A request that somebody outside might send; see `route` of the simulator. */
export interface RouteQuestion {
  /** Whose forwarding rules are asked. */
  readonly project: string;
  /**
   * `http:` or `https:`. A host that is an address is looked for among the rules' own; any other is taken to resolve to
   * whichever rule takes the port, for nothing here knows DNS.
   */
  readonly url: string;
  /** Default: `GET`. */
  readonly method?: string;
  /** By name, in any case. Default: none. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Path or link of the only rule to ask. Default: all of the project. */
  readonly forwardingRule?: string;
}

/** A question, read. */
export interface Question {
  readonly project: string;
  readonly request: RoutedRequest & { readonly scheme: 'http' | 'https' };
  /** The address that the host is; undefined for a name. */
  readonly address: string | undefined;
  readonly port: number;
  /** Path of the only rule to ask. */
  readonly rule: string | undefined;
}

/** @throws TypeError for a field that makes no sense */
export function readQuestion(sent: RouteQuestion): Question {
  const fields = readFields(sent, 'route', ['project', 'url', 'method', 'headers', 'forwardingRule']);
  const project = readText(fields['project'], 'project in route');
  const url = readUrl(fields['url']);
  const { method = 'GET', headers = {}, forwardingRule } = fields;
  const named = Object.entries(readHeaders(headers)).map(([name, value]) => ({ name, value }));
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const scheme = url.protocol === 'https:' ? 'https' : 'http';
  return {
    project,
    request: {
      host: url.host,
      path: url.pathname + url.search,
      scheme,
      method: readText(method, 'method in route'),
      headers: named,
    },
    address: ADDRESS.test(host) ? host : undefined,
    port: url.port === '' ? (scheme === 'https' ? 443 : 80) : Number(url.port),
    rule: forwardingRule === undefined ? undefined : readRule(forwardingRule, project),
  };
}

/** An IPv4 address, or anything with a colon, which no host name has. */
const ADDRESS = /^(?:\d{1,3}(?:\.\d{1,3}){3}|.*:.*)$/;

function readUrl(sent: unknown): URL {
  const url = typeof sent === 'string' && URL.canParse(sent) ? new URL(sent) : undefined;
  if (url !== undefined && /^https?:$/.test(url.protocol)) return url;
  throw new TypeError(`url in route must be a whole URL, with http: or https:; got ${show(sent)}`);
}

function readHeaders(sent: unknown): Readonly<Record<string, string>> {
  const isPlain = typeof sent === 'object' && sent !== null && !Array.isArray(sent);
  if (isPlain && Object.values(sent).every((value) => typeof value === 'string')) {
    return sent as Readonly<Record<string, string>>;
  }
  throw new TypeError(`headers in route must be an object of texts by name; got ${show(sent)}`);
}

function readRule(sent: unknown, project: string): string {
  const path = typeof sent === 'string' ? referencedPath(sent, project) : undefined;
  if (path !== undefined && collectionOf(path) === 'forwardingRules') return path;
  const example = 'projects/p/global/forwardingRules/r';
  throw new TypeError(`forwardingRule in route must be a path or link as '${example}'; got ${show(sent)}`);
}
