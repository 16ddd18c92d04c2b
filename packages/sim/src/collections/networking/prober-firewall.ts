import { pathOf } from '../../kernel/self-link.ts';
import type { Resource } from '../../wire/wire.ts';
import type { EffectiveFirewalls } from './effective-firewalls.ts';
import type { IpRange } from './ip-range.ts';
import { parseIpRange } from './ip-range.ts';

type Firewall = Resource<'Firewall'>;
type Traffic = NonNullable<Firewall['allowed']>[number];
type Instance = Resource<'Instance'>;

/** Where the health checks of load balancers that are proxies, and of internal ones, come from (documented). */
const PROBER_RANGES = ['130.211.0.0/22', '35.191.0.0/16'];

/** The first network interface of an instance is the one that is probed. */
const probedInterface = ({ networkInterfaces = [] }: Instance): Resource<'NetworkInterface'> =>
  networkInterfaces[0] ?? {};

/** Path of the network in which an instance is probed. */
export const probedNetwork = (instance: Instance): string => pathOf(probedInterface(instance).network ?? '') ?? '';

/**
 * Whether firewalls keep any prober from a TCP port of an instance. Firewall policies are not looked at.
 *
 * @param port undefined for one that is not known, which only rules for all ports fit
 * @param effective what applies to its network: see `effectiveFirewalls`
 */
export function keepsProbersOut(
  instance: Instance,
  port: number | undefined,
  { firewalls = [] }: EffectiveFirewalls,
): boolean {
  const { networkIP = '' } = probedInterface(instance);
  const rules = firewalls
    .filter((rule) => isInForce(rule) && isFor(rule, instance) && leadsTo(rule, networkIP))
    .filter(({ allowed = [], denied = [] }) => [...allowed, ...denied].some((item) => fits(item, port)))
    .toSorted(byPrecedence);
  let undecided = rangesOf(PROBER_RANGES);
  for (const rule of rules) {
    const sources = rangesOf(rule.sourceRanges ?? []);
    const rest = sources.reduce(without, undecided);
    if (isDenial(rule) && rest !== undecided) return true;
    undecided = rest;
  }
  // What no rule is about is denied.
  return undecided.length > 0;
}

const isInForce = ({ direction, disabled }: Firewall): boolean => direction === 'INGRESS' && disabled !== true;

const isDenial = ({ denied = [] }: Firewall): boolean => denied.length > 0;

/** The lower number goes first, and denial first among equals (documented). */
const byPrecedence = (a: Firewall, b: Firewall): number =>
  Number(a.priority) - Number(b.priority) || Number(isDenial(b)) - Number(isDenial(a));

/** A rule without targets is for every instance of the network. */
function isFor(rule: Firewall, { tags, serviceAccounts = [] }: Instance): boolean {
  const targets = [...(rule.targetTags ?? []), ...(rule.targetServiceAccounts ?? [])];
  const own = new Set([...(tags?.items ?? []), ...serviceAccounts.map(({ email }) => email)]);
  return targets.length === 0 || targets.some((target) => own.has(target));
}

function leadsTo({ destinationRanges: ranges = [] }: Firewall, address: string): boolean {
  const [own] = rangesOf([address]);
  if (ranges.length === 0 || own === undefined) return ranges.length === 0;
  return rangesOf(ranges).some(({ first, last }) => first <= own.first && own.last <= last);
}

const TCP: ReadonlySet<string> = new Set(['all', 'tcp', '6']);

function fits({ IPProtocol = '', ports = [] }: Traffic, port: number | undefined): boolean {
  if (!TCP.has(IPProtocol.toLowerCase())) return false;
  if (ports.length === 0 || port === undefined) return ports.length === 0;
  return ports
    .map((range) => range.split('-').map(Number))
    .some(([first = 0, last = first]) => first <= port && port <= last);
}

/** Those of IPv4; a single address is a range of one. */
const rangesOf = (texts: readonly string[]): readonly IpRange[] =>
  texts.flatMap((text) => parseIpRange(text.includes('/') ? text : `${text}/32`) ?? []);

/** What remains of ranges without another; the same array where nothing of them is in it. */
function without(ranges: readonly IpRange[], gone: IpRange): readonly IpRange[] {
  if (ranges.every(({ first, last }) => last < gone.first || gone.last < first)) return ranges;
  return ranges.flatMap(({ first, last }) =>
    [
      { first, last: Math.min(last, gone.first - 1) },
      { first: Math.max(first, gone.last + 1), last },
    ].filter((part) => part.first <= part.last),
  );
}
