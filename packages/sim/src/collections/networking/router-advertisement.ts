import { invalid } from '../../kernel/refusal.ts';
import type { Resource } from '../../wire/wire.ts';

type Router = Resource<'Router'>;

/** What a router advertises, to all its peers or to one of them. */
interface Advertisement {
  readonly advertiseMode?: string | undefined;
  readonly advertisedGroups?: readonly unknown[] | undefined;
  readonly advertisedIpRanges?: readonly unknown[] | undefined;
}

const FIELDS = ['advertisedGroups', 'advertisedIpRanges'] as const;

/**
 * Groups and ranges are of the mode CUSTOM alone (documented). What a router has of them from before may stay when its mode
 * changes: clients that change it do not all take them back.
 *
 * @param before the router as it is stored
 * @throws Refusal for what is to be advertised in another mode
 */
export function checkAdvertisement(router: Router, before: Router | undefined): void {
  checkOne(router.bgp ?? {}, before?.bgp, 'resource.bgp');
  for (const [index, peer] of (router.bgpPeers ?? []).entries()) {
    const known = before?.bgpPeers?.find(({ name }) => name === peer.name);
    checkOne(peer, known, `resource.bgpPeers[${index}]`);
  }
}

/** The words are those of the fields' description. */
function checkOne(asked: Advertisement, before: Advertisement | undefined, field: string): void {
  if (asked.advertiseMode === 'CUSTOM') return;
  for (const name of FIELDS) {
    const items = asked[name] ?? [];
    if (items.length === 0 || (before?.[name] ?? []).length > 0) continue;
    const explanation = 'This field can only be populated if the advertise mode is CUSTOM.';
    throw invalid(`${field}.${name}`, items.map(String), explanation);
  }
}
