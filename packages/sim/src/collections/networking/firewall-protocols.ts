import { invalid } from '../../kernel/refusal.ts';
import type { Resource } from '../../wire/wire.ts';

/** A protocol with ports, of a firewall rule of any kind. */
interface Layer4 {
  readonly protocol: string;
  readonly ports: readonly string[];
}

/** The names in which fields say the same thing: rules of firewalls and of policies differ. */
interface Fields {
  readonly protocol: string;
  readonly ports: string;
}

const NAMES = ['tcp', 'udp', 'icmp', 'esp', 'ah', 'sctp', 'ipip', 'all'] as const;
const MOST_PROTOCOL = 255;
const MOST_PORT = 65_535;
/** TCP, UDP and SCTP, by name and by number. */
const WITH_PORTS: ReadonlySet<string> = new Set(['tcp', 'udp', 'sctp', '6', '17', '132']);

/** @throws Refusal unless a firewall could match a protocol and its ports (documented) */
export function checkLayer4({ protocol, ports }: Layer4, field: string, names: Fields): void {
  const name = protocol.toLowerCase();
  const isKnown = NAMES.some((known) => known === name);
  const isNumber = /^\d{1,3}$/.test(name) && Number(name) <= MOST_PROTOCOL;
  if (!isKnown && !isNumber) {
    const explanation = `Must be one of [${NAMES.join(', ')}] or an IP protocol number.`;
    throw invalid(`${field}.${names.protocol}`, protocol, explanation);
  }
  const [first] = ports;
  if (first !== undefined && !WITH_PORTS.has(name)) {
    const explanation = 'Ports may only be specified on rules whose protocol is one of [TCP, UDP, SCTP].';
    throw invalid(`${field}.${names.ports}[0]`, first, explanation);
  }
  for (const [index, port] of ports.entries()) {
    if (isPortRange(port)) continue;
    // The words are of a report.
    throw invalid(`${field}.${names.ports}[${index}]`, port, 'Invalid port range specification.');
  }
}

function isPortRange(text: string): boolean {
  const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text);
  if (match === null) return false;
  const first = Number(match[1]);
  const last = match[2] === undefined ? first : Number(match[2]);
  return first <= last && last <= MOST_PORT;
}

/** The protocols of a firewall, each with where it is. */
export const firewallProtocols = (firewall: Resource<'Firewall'>): readonly (Layer4 & { readonly field: string })[] =>
  (['allowed', 'denied'] as const).flatMap((list) =>
    (firewall[list] ?? []).map(({ IPProtocol: protocol = '', ports = [] }, index) => ({
      protocol,
      ports,
      field: `resource.${list}[${index}]`,
    })),
  );
