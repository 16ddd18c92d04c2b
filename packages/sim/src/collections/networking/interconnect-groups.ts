import type { JsonObject } from '../../kernel/json.ts';
import { alreadyExists, invalid, required } from '../../kernel/refusal.ts';
import { linkOf } from '../../kernel/self-link.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { findLinked } from '../../wire/find.ts';
import type { Resource } from '../../wire/wire.ts';
import { calledResource } from '../called-resource.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import { checkLabelName } from '../label-name.ts';
import { serviceMade } from '../service-made.ts';
import type { Verb } from '../verb.ts';
import { completeEtag } from './group-etag.ts';
import { completeInterconnect, NO_DIAGNOSTICS } from './interconnects.ts';

type Group = Resource<'InterconnectGroup'>;
type Interconnect = Resource<'Interconnect'>;
type CreateMembers = Resource<'InterconnectGroupsCreateMembersRequest'>;

/** The path of a new member. @throws Refusal for a name that is none, or is taken */
export function newMemberPath(
  parent: string,
  name: string | undefined,
  field: string,
  transaction: Transaction,
): string {
  if ((name ?? '') === '') throw required(`${field}.name`);
  const path = `${parent}/${checkLabelName(name, `${field}.name`)}`;
  if (transaction.get(path) !== undefined || transaction.state.locks.has(path)) throw alreadyExists(path);
  return path;
}

/** Interconnects are made as their insert makes them; what one does not say is as the template has it. */
const createMembers: Verb<CreateMembers, Group> = ({ body, project, path: group }, transaction) => {
  const { templateInterconnect, interconnects = [] } = body.request ?? {};
  if (interconnects.length === 0) throw required('resource.request.interconnects');
  const made = interconnects.map((own, index) => {
    const { facility, ...fields } = { ...templateInterconnect, ...own };
    const field = `resource.request.interconnects[${index}]`;
    const path = newMemberPath(`projects/${project}/global/interconnects`, fields.name, field, transaction);
    const location = linkOf(`projects/${project}/global/interconnectLocations/${facility ?? ''}`);
    const placed = facility === undefined ? fields : { ...fields, location };
    const draft = serviceMade<Interconnect>('compute#interconnect', path, placed, transaction);
    completeInterconnect(draft, path, transaction);
    transaction.put(path, { resource: draft });
    return [fields.name ?? '', { interconnect: linkOf(path) }] as const;
  });
  const entry = calledResource<Group>({ path: group }, transaction);
  const members = { ...entry.resource.interconnects, ...Object.fromEntries(made) };
  return { write: { ...entry, resource: { ...entry.resource, interconnects: members } } };
};

/** No interconnect is ever up here, and so no group of them. */
const getOperationalStatus: Verb<JsonObject, Group> = (call, transaction) => {
  const { interconnects = {}, intent } = calledResource<Group>(call, transaction).resource;
  const interconnectStatuses = Object.values(interconnects).map(({ interconnect }) => ({
    interconnect,
    adminEnabled: findLinked(transaction, 'interconnects', interconnect)?.resource.adminEnabled ?? false,
    isActive: 'INACTIVE',
    diagnostics: NO_DIAGNOSTICS,
  }));
  const groupStatus = interconnectStatuses.length === 0 ? 'UNSPECIFIED' : 'FULLY_DOWN';
  return { answer: { result: { groupStatus, interconnectStatuses, ...(intent === undefined ? {} : { intent }) } } };
};

function check({ interconnects = {} }: Group): void {
  const seen = new Set<string>();
  for (const [name, { interconnect = '' }] of Object.entries(interconnects)) {
    const field = `resource.interconnects[${name}].interconnect`;
    if (seen.has(interconnect)) throw invalid(field, interconnect, 'All Interconnects in the group must be unique.');
    seen.add(interconnect);
  }
}

export const interconnectGroups: Collection = defineCollection({
  name: 'interconnectGroups',
  collections: ['interconnectGroups'],
  references: { 'InterconnectGroupInterconnect.interconnect': { to: ['interconnects'], isWeak: true } },
  lifecycle: { complete: completeEtag, check },
  verbs: { createMembers, getOperationalStatus },
  evidence: {
    documented: {
      insert: { describedAt: 'InterconnectGroupInterconnect.interconnect', sentence: 'in the group are unique' },
      patch: {
        describedAt: 'InterconnectGroup.etag',
        sentence: 'the provided token must match the current token or the update is rejected',
      },
      createMembers: [
        { describedAt: 'interconnectGroups.createMembers', sentence: 'Create Interconnects with redundancy' },
        {
          describedAt: 'InterconnectGroupsCreateMembersInterconnectInput.name',
          sentence: 'This must be specified on the template and/or on each individual interconnect',
        },
      ],
    },
    assumed: { getOperationalStatus: 'Nobody lays the cable here, so that all members are down.' },
    lacking: { createMembers: 'a zone is not chosen for a facility, and the redundancy that is wanted is not checked' },
  },
});
