import type { Json, JsonObject } from '../../kernel/json.ts';
import { asArray, asObject, asString } from '../../kernel/json.ts';
import type { Entry } from '../../kernel/entry.ts';

/** External addresses that an instance has only while it runs: those that nobody chose for it. */
export const ephemeralAddressesOf = (entry: Entry | undefined): readonly string[] =>
  asArray(entry?.hidden?.ephemeral).map(asString);

/** What an entry remembers of those addresses; see {@link ephemeralAddressesOf}. */
export const rememberEphemeral = (addresses: readonly string[]): JsonObject =>
  addresses.length === 0 ? {} : { ephemeral: addresses };

/** The external addresses of network interfaces. */
export const externalAddressesOf = (interfaces: Json | undefined): readonly string[] =>
  asArray(interfaces).flatMap((nic) =>
    asArray(asObject(nic).accessConfigs).flatMap((config) => {
      const { natIP } = asObject(config);
      return typeof natIP === 'string' ? [natIP] : [];
    }),
  );

/** The same interfaces with each access config replaced. */
export const mapAccessConfigs = (
  interfaces: Json | undefined,
  change: (config: JsonObject) => JsonObject,
): readonly Json[] =>
  asArray(interfaces).map((item) => {
    const nic = asObject(item);
    if (nic.accessConfigs === undefined) return nic;
    return { ...nic, accessConfigs: asArray(nic.accessConfigs).map((config) => change(asObject(config))) };
  });
