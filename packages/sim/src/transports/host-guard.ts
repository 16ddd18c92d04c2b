import { isGoogleHost } from '../http/google-hosts.ts';
import { givenHostName, hostNameOf } from '../options/host-name.ts';
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
 */
export function hostGuard(more: readonly string[]): HostGuard {
  const allowed = new Set([...ALLOWED, ...more.flatMap((host) => givenHostName(host) ?? [])]);
  // Clients that stay send the same Host with every request.
  let lastAllowed: string | undefined;
  return (header) => {
    if (header !== undefined && header === lastAllowed) return undefined;
    const host = header === undefined ? undefined : hostNameOf(header);
    if (host === undefined || !(allowed.has(host) || isGoogleHost(host))) return refusal(header);
    lastAllowed = header;
    return undefined;
  };
}

const refusal = (header: string | undefined): Refusal =>
  new Refusal(
    403,
    'forbidden',
    `Requests for the host '${header ?? ''}' are refused, for a web page could have made that name mean this machine. ` +
      'If it is a name of this simulator, start it with --allow-host NAME, or listen() with allowHosts.',
    { frontEndStatus: 'PERMISSION_DENIED' },
  );
