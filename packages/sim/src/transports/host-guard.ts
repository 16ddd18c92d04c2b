import { isGoogleHost } from '../http/google-hosts.ts';
import { Refusal } from '../kernel/refusal.ts';

/** Looks at the Host of a request, and at the host of its target where that is a whole URL. */
export type HostGuard = (host: string | undefined) => Refusal | undefined;

/** This machine. Google's hosts are allowed as well: nobody else can make their names mean anything. */
const ALLOWED: readonly string[] = ['127.0.0.1', 'localhost', '::1'];

/**
 * Refuses requests to a host by whose name nobody here calls the simulator: a web page whose own name has come to mean
 * 127.0.0.1 (DNS rebinding) sends that name. The port does not matter.
 *
 * @param more host names or addresses that are allowed as well
 * @throws TypeError for what is no host name
 */
export function hostGuard(more: readonly string[]): HostGuard {
  const allowed = new Set([...ALLOWED, ...more.map((host) => readHost(host))]);
  // Clients that stay send the same Host with every request.
  let lastAllowed: string | undefined;
  return (header) => {
    if (header !== undefined && header === lastAllowed) return undefined;
    const host = header === undefined ? undefined : hostOf(header);
    if (host === undefined || !(allowed.has(host) || isGoogleHost(host))) return refusal(header);
    lastAllowed = header;
    return undefined;
  };
}

/** The name alone: no port, no brackets, no dot at its end. */
function hostOf(header: string): string | undefined {
  const found = /^(?:\[([\da-f:.]+)\]|([^:/?#@\s[\]]+))(?::\d{0,5})?$/i.exec(header);
  return (found?.[1] ?? found?.[2]?.replace(/\.$/, ''))?.toLowerCase();
}

function readHost(host: string): string {
  const name = hostOf(host.includes(':') && !host.startsWith('[') ? `[${host}]` : host);
  if (name !== undefined && !name.includes('*')) return name;
  throw new TypeError(`allowHosts: '${host}' is no host name; give names such as 'sim.test', without scheme and port`);
}

const refusal = (header: string | undefined): Refusal =>
  new Refusal(
    403,
    'forbidden',
    `Requests for the host '${header ?? ''}' are refused, for a web page could have made that name mean this machine. ` +
      'If it is a name of this simulator, start it with --allow-host NAME, or listen() with allowHosts.',
    { frontEndStatus: 'PERMISSION_DENIED' },
  );
