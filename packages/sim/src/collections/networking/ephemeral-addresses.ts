import type { JsonObject } from '../../kernel/json.ts';
import { asArray, asString } from '../../kernel/json.ts';
import type { Entry } from '../../kernel/entry.ts';
import type { Resource } from '../wire.ts';

type AccessConfig = Resource<'AccessConfig'>;
type NetworkInterface = Resource<'NetworkInterface'>;

/** External addresses that an instance has only while it runs: those that nobody chose for it. */
export const ephemeralAddressesOf = (entry: Entry | undefined): readonly string[] =>
  asArray(entry?.hidden?.ephemeral).map(asString);

/** What an entry remembers of those addresses; see {@link ephemeralAddressesOf}. */
export const rememberEphemeral = (addresses: readonly string[]): JsonObject =>
  addresses.length === 0 ? {} : { ephemeral: addresses };

/** The external addresses of network interfaces. */
export const externalAddressesOf = (interfaces: readonly NetworkInterface[] = []): readonly string[] =>
  interfaces.flatMap(({ accessConfigs = [] }) =>
    accessConfigs.flatMap(({ natIP }) => (natIP === undefined ? [] : [natIP])),
  );

/** The same interfaces with each access config replaced. */
export const mapAccessConfigs = (
  interfaces: readonly NetworkInterface[] | undefined,
  change: (config: AccessConfig) => AccessConfig,
): readonly NetworkInterface[] =>
  (interfaces ?? []).map((nic) =>
    nic.accessConfigs === undefined ? nic : { ...nic, accessConfigs: nic.accessConfigs.map(change) },
  );
