import type { Resource } from '../../wire/wire.ts';

type WireGroup = Resource<'WireGroup'>;
type Wire = Resource<'Wire'>;
type Connection = Resource<'WireGroupEndpointInterconnect'>;

/** A connection of an endpoint, under the labels of both. */
interface End {
  readonly label: string;
  readonly connection: Connection;
}

/**
 * The wires of a group: each leads from a connection of one endpoint to one of the other, in the alphabetical order of their
 * labels (the labels are documented, the pairs are assumed).
 */
export function wiresOf({ adminEnabled, endpoints = {}, wireProperties }: WireGroup): readonly Wire[] {
  const [first = [], second = []] = byLabel(endpoints).map(([label, { interconnects = {} }]) =>
    endsOf(label, interconnects),
  );
  return first.flatMap((end, index) => {
    const other = second[index];
    if (other === undefined) return [];
    const properties = wireProperties === undefined ? {} : { wireProperties };
    return {
      label: `${end.label},${other.label}`,
      endpoints: [end, other].map(({ connection }) => endpointOf(connection)),
      adminEnabled: adminEnabled ?? true,
      ...properties,
    };
  });
}

const endsOf = (endpoint: string, interconnects: Readonly<Record<string, Connection>>): readonly End[] =>
  byLabel(interconnects).map(([label, connection]) => ({ label: `${endpoint}+${label}`, connection }));

const byLabel = <T>(labelled: Readonly<Record<string, T>>): readonly (readonly [string, T])[] =>
  Object.entries(labelled).toSorted(([a], [b]) => (a < b ? -1 : 1));

/** Which tag a wire has that may have any, only the service tells; one that has a whole port has none. */
function endpointOf({ interconnect, vlanTags: [tag = 0] = [] }: Connection): Resource<'WireEndpoint'> {
  return { interconnect, ...(tag > 0 ? { vlanTag: tag } : {}) };
}
