import type { JsonObject } from '../../kernel/json.ts';
import { asArray, asObject, asString } from '../../kernel/json.ts';
import { required } from '../../kernel/refusal.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import { linkOf } from '../../kernel/self-link.ts';
import { findLinked } from '../../wire/find.ts';
import type { Resource } from '../../wire/wire.ts';
import { calledResource } from '../called-resource.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import { serviceMade } from '../service-made.ts';
import type { Verb } from '../verb.ts';
import { completeEtag } from './group-etag.ts';
import { completeAttachment } from './interconnect-attachments.ts';
import { newMemberPath } from './interconnect-groups.ts';

type Group = Resource<'InterconnectAttachmentGroup'>;
type Attachment = Resource<'InterconnectAttachment'>;

/** Attachments are made as their insert makes them; what one does not say is as the template has it. */
const createMembers: Verb<JsonObject, Group> = ({ body, project, path: group }, transaction) => {
  const request = asObject(body['request']);
  const attachments = asArray(request['attachments']);
  if (attachments.length === 0) throw required('resource.request.attachments');
  const made = attachments.map((own, index) => {
    const fields = { ...asObject(request['templateAttachment']), ...asObject(own) };
    const field = `resource.request.attachments[${index}]`;
    const region = nameOf(asString(fields['region']));
    if (region === '') throw required(`${field}.region`);
    const name = asString(fields['name']);
    const scope = `projects/${project}/regions/${region}`;
    const path = newMemberPath(`${scope}/interconnectAttachments`, name, field, transaction);
    const draft = serviceMade<Attachment>('compute#interconnectAttachment', path, fields, transaction);
    draft.region = linkOf(scope);
    completeAttachment(draft, { region, isNew: true, transaction });
    transaction.put(path, { resource: draft });
    return [name, { attachment: linkOf(path) }] as const;
  });
  const entry = calledResource<Group>({ path: group }, transaction);
  const members = { ...entry.resource.attachments, ...Object.fromEntries(made) };
  return { write: { ...entry, resource: { ...entry.resource, attachments: members } } };
};

/** No attachment ever carries traffic here, and so no group of them. */
const getOperationalStatus: Verb<JsonObject, Group> = (call, transaction) => {
  const { attachments = {}, intent } = calledResource<Group>(call, transaction).resource;
  const attachmentStatuses = Object.values(attachments).map(({ attachment }) => {
    const found = findLinked(transaction, 'interconnectAttachments', attachment)?.resource;
    const adminEnabled = found?.adminEnabled ?? false;
    const state = found?.state ?? 'UNPROVISIONED';
    return { attachment, adminEnabled, isActive: 'INACTIVE', status: state === 'ACTIVE' ? 'PROVISIONED' : state };
  });
  const groupStatus = attachmentStatuses.length === 0 ? 'UNSPECIFIED' : 'FULLY_DOWN';
  return { answer: { result: { groupStatus, attachmentStatuses, ...(intent === undefined ? {} : { intent }) } } };
};

export const interconnectAttachmentGroups: Collection = defineCollection({
  name: 'interconnectAttachmentGroups',
  collections: ['interconnectAttachmentGroups'],
  references: {
    'InterconnectAttachmentGroup.interconnectGroup': { to: ['interconnectGroups'], isWeak: true },
    'InterconnectAttachmentGroupAttachment.attachment': { to: ['interconnectAttachments'], isWeak: true },
  },
  lifecycle: { complete: completeEtag },
  verbs: { createMembers, getOperationalStatus },
  evidence: {
    documented: {
      patch: {
        describedAt: 'InterconnectAttachmentGroup.etag',
        sentence: 'the provided token must match the current token or the update is rejected',
      },
      createMembers: {
        version: 'alpha',
        describedAt: 'interconnectAttachmentGroups.createMembers',
        sentence: 'Create Interconnect Attachments with redundancy',
      },
    },
    assumed: { getOperationalStatus: 'No attachment is ever up here, so that all members are down.' },
    lacking: { createMembers: 'the redundancy that is wanted is not checked' },
  },
});
