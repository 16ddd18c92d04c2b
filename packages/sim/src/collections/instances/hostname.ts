import { invalid } from '../../kernel/refusal.ts';

const LABEL = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/i;

const MOST_CHARACTERS = 253;

/** @throws Refusal for a hostname that is none by RFC 1035, which the API's text asks for */
export function checkHostname(hostname: string | undefined): void {
  if (hostname === undefined) return;
  if (hostname.length <= MOST_CHARACTERS && hostname.split('.').every((label) => LABEL.test(label))) return;
  throw invalid('resource.hostname', hostname, 'The hostname must be RFC1035 compliant.');
}
