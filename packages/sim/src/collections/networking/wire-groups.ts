import { invalid, required } from '../../kernel/refusal.ts';
import type { Resource } from '../../wire/wire.ts';
import type { Collection } from '../collection.ts';
import type { WriteContext } from '../context.ts';
import { defineCollection } from '../define-collection.ts';
import { scanUsersIn } from '../../wire/find.ts';
import { pathOf } from '../../kernel/self-link.ts';
import { wiresOf } from './wires.ts';

type WireGroup = Resource<'WireGroup'>;
type Connection = Resource<'WireGroupEndpointInterconnect'>;

/** In place of a tag: any that is free, and none, where a wire has a whole port. */
const ANY = 0;
const PORT_MODE = -1;
const LAST_TAG = 4093;

/** The connections of a group, with where each is. */
const connectionsOf = ({ endpoints = {} }: WireGroup): readonly (readonly [field: string, connection: Connection])[] =>
  Object.entries(endpoints).flatMap(([endpoint, { interconnects = {} }]) =>
    Object.entries(interconnects).map(
      ([label, each]) => [`resource.endpoints[${endpoint}].interconnects[${label}]`, each] as const,
    ),
  );

/** What the descriptions of tags and properties ask for. */
function check(group: WireGroup, { path, transaction }: WriteContext<WireGroup>): void {
  const { wireProperties = {} } = group;
  const { bandwidthUnmetered } = wireProperties;
  if (bandwidthUnmetered !== undefined && !(Number(bandwidthUnmetered) > 0)) {
    throw invalid('resource.wireProperties.bandwidthUnmetered', bandwidthUnmetered, 'Must be greater than 0.');
  }
  const connections = connectionsOf(group);
  const isOfPorts = connections.some(([, { vlanTags = [] }]) => vlanTags.includes(PORT_MODE));
  if (wireProperties.faultResponse === 'DISABLE_PORT' && !isOfPorts) {
    const explanation = 'It is only permitted on port mode pseudowires.';
    throw invalid('resource.wireProperties.faultResponse', 'DISABLE_PORT', explanation);
  }
  for (const [field, { interconnect = '', vlanTags = [] }] of connections) {
    if (interconnect === '') throw required(`${field}.interconnect`);
    if (vlanTags.length === 0) throw required(`${field}.vlanTags`);
    const wrong = vlanTags.find((tag) => !(tag === ANY || tag === PORT_MODE || (tag >= 2 && tag <= LAST_TAG)));
    if (wrong !== undefined) throw invalid(`${field}.vlanTags`, wrong, `Must be -1, 0, or between 2 and ${LAST_TAG}.`);
    if (isOfPorts && (vlanTags.length !== 1 || vlanTags[0] !== PORT_MODE)) {
      const explanation = 'Port mode pseudowires must have a single VLAN tag of -1 for both endpoints.';
      throw invalid(`${field}.vlanTags`, vlanTags, explanation);
    }
  }
  checkTags(connections, path, transaction);
}

/** A tag is of one attachment or one wire group of a connection. */
function checkTags(
  connections: ReturnType<typeof connectionsOf>,
  path: string,
  { state }: WriteContext['transaction'],
): void {
  for (const [field, { interconnect = '', vlanTags = [] }] of connections) {
    const target = pathOf(interconnect) ?? '';
    const taken = new Set<number>();
    scanUsersIn(state, 'interconnectAttachments', target, ({ resource }) => {
      if (resource.vlanTag8021q !== undefined) taken.add(resource.vlanTag8021q);
    });
    scanUsersIn(state, 'wireGroups', target, ({ resource }, other) => {
      if (other === path) return;
      for (const [, each] of connectionsOf(resource)) {
        if (pathOf(each.interconnect ?? '') !== target) continue;
        for (const tag of each.vlanTags ?? []) taken.add(tag);
      }
    });
    const both = vlanTags.find((tag) => tag > ANY && taken.has(tag));
    if (both === undefined) continue;
    throw invalid(`${field}.vlanTags`, both, 'The VLAN tag is already used on the Interconnect connection.');
  }
}

export const wireGroups: Collection = defineCollection({
  name: 'wireGroups',
  collections: ['wireGroups'],
  references: { 'WireGroupEndpointInterconnect.interconnect': { to: ['interconnects'] } },
  lifecycle: {
    complete: (draft) => {
      draft.adminEnabled ??= true;
      if (draft.wireProperties === undefined) return;
      // A fault response that was not sent is not shown: a test of Terraform's provider would see a difference.
      draft.wireProperties = { bandwidthAllocation: 'SHARED_WITH_WIRE_GROUP', ...draft.wireProperties };
    },
    check,
  },
  reading: {
    derive: (_path, { resource }) => {
      const wires = wiresOf(resource);
      return wires.length > 0 ? { wires } : {};
    },
  },
  evidence: {
    documented: {
      get: {
        describedAt: 'WireGroup.wires',
        sentence: 'The single/redundant wire(s) managed by the wire group.',
      },
      insert: [
        { describedAt: 'WireGroup.adminEnabled', sentence: 'Defaults to true.' },
        { describedAt: 'WireProperties.bandwidthUnmetered', sentence: 'The bandwidth must be greater than 0.' },
        { describedAt: 'WireProperties.faultResponse', sentence: 'This setting is only permitted on port mode' },
        {
          describedAt: 'WireGroupEndpointInterconnect.vlanTags',
          sentence: 'A VLAN tag must be unique for an Interconnect connection across all attachments and wire groups.',
        },
        {
          describedAt: 'WireGroupEndpointInterconnect.vlanTags',
          sentence: 'Port mode pseudowires must have a single VLAN tag with a value of `-1` for both endpoints.',
        },
      ],
      patch: { describedAt: 'wireGroups.patch', sentence: 'usesJSON merge patch format and processing rules' },
    },
    lacking: { get: 'the topology of a group, and the tags that the service picks, are not shown' },
  },
});
