import type { JsonObject } from '../../kernel/json.ts';
import type { Entry } from '../../kernel/entry.ts';
import type { Resource } from '../../wire/wire.ts';

type AccessConfig = Resource<'AccessConfig'>;
type NetworkInterface = Resource<'NetworkInterface'>;

/** What an entry keeps hidden. */
interface AddressMemory {
  readonly ephemeral?: readonly string[];
}

/** External addresses that an instance has only while it runs: those that nobody chose for it. */
export const ephemeralAddressesOf = (entry: Entry | undefined): readonly string[] =>
  // Only what `rememberEphemeral` gives is kept under that name.
  (entry?.hidden as AddressMemory | undefined)?.ephemeral ?? [];

/** What an entry remembers of those addresses; see {@link ephemeralAddressesOf}. */
export const rememberEphemeral = (ephemeral: readonly string[]): JsonObject =>
  ephemeral.length === 0 ? {} : ({ ephemeral } satisfies AddressMemory);

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
