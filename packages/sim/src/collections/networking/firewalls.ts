import type { JsonObject } from '../../kernel/json.ts';
import { asObject } from '../../kernel/json.ts';
import { invalid, required, tooLarge } from '../../kernel/refusal.ts';
import { linkOf } from '../../kernel/self-link.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import { isGiven } from '../is-given.ts';
import type { WriteContext } from '../context.ts';
import { checkOf } from '../touched.ts';
import { checkLayer4, firewallProtocols } from './firewall-protocols.ts';
import { checkFirewallRanges } from './firewall-ranges.ts';
import { checkTags } from './network-tags.ts';
import { serviceMade } from '../service-made.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type Firewall = Resource<'Firewall'>;

function complete(draft: Draft<Firewall>, project: string): void {
  draft.description ??= '';
  draft.network ??= linkOf(`projects/${project}/global/networks/default`);
  draft.direction ??= 'INGRESS';
  draft.priority ??= 1000;
  draft.disabled ??= false;
  draft.logConfig ??= { enable: false };
  if (draft.direction === 'EGRESS') draft.destinationRanges ??= ['0.0.0.0/0'];
  else if (SOURCES.every((field) => draft[field] === undefined)) draft.sourceRanges = ['0.0.0.0/0'];
}

/** Later versions have a field of its own for it as well, which is deprecated and gives way to `logConfig`. */
function takeLogging(draft: Draft, sent: JsonObject): void {
  const { enableLogging, logConfig } = draft;
  if (typeof enableLogging !== 'boolean') return;
  if (!isGiven(sent['logConfig'])) draft['logConfig'] = { ...asObject(logConfig), enable: enableLogging };
  // Shown as `logConfig` has it.
  delete draft['enableLogging'];
}

const SOURCES = ['sourceRanges', 'sourceTags', 'sourceServiceAccounts'] as const;
/** Ranges can be given for both ends, whatever the direction. */
const NOT_OF_EGRESS = ['sourceTags', 'sourceServiceAccounts'] as const;

function check(resource: Firewall, context: WriteContext<Firewall>): void {
  const { allowed, denied, direction, priority } = resource;
  if (allowed !== undefined && denied !== undefined) {
    throw invalid('resource.denied', denied, 'A firewall has either allowed or denied rules, not both.');
  }
  if (allowed === undefined && denied === undefined) {
    throw invalid('resource.allowed', '', 'A firewall must have allowed or denied rules.');
  }
  if (priority !== undefined && (priority < 0 || priority > 65_535)) {
    throw invalid('resource.priority', priority, 'Must be between 0 and 65535.');
  }
  const misplaced = direction === 'EGRESS' ? NOT_OF_EGRESS.find((field) => resource[field] !== undefined) : undefined;
  if (misplaced !== undefined) {
    throw invalid(`resource.${misplaced}`, resource[misplaced], 'It cannot be specified for EGRESS.');
  }
  checkNumbers(resource);
  checkAccounts(resource);
  for (const { field, ...layer4 } of firewallProtocols(resource)) {
    if (layer4.protocol === '') throw required(`${field}.IPProtocol`);
    checkLayer4(layer4, field, { protocol: 'IPProtocol', ports: 'ports' });
  }
  for (const field of ['sourceTags', 'targetTags'] as const) checkTags(resource[field], `resource.${field}`);
  checkRanges(resource, context);
}

const RANGES = ['sourceRanges', 'destinationRanges'] as const;

const checkRanges = checkOf<Firewall, (typeof RANGES)[number]>(RANGES, (ranges) => {
  for (const field of RANGES) checkFirewallRanges(ranges[field], `resource.${field}`);
});

/** How many entries a list of a firewall may have: the limits that Google documents for rules. */
const MOST = {
  sourceRanges: 5000,
  destinationRanges: 5000,
  sourceTags: 30,
  targetTags: 70,
  sourceServiceAccounts: 10,
  targetServiceAccounts: 10,
} as const;

function checkNumbers(resource: Firewall): void {
  for (const [field, most] of Object.entries(MOST)) {
    // A key of MOST is a field of the firewall.
    const size = resource[field as keyof typeof MOST]?.length ?? 0;
    if (size > most) throw tooLarge(`resource.${field}`, most, size, 'element(s)');
  }
}

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Service accounts and tags exclude each other (documented). The words about addresses are of a report. */
function checkAccounts(resource: Firewall): void {
  for (const field of ['sourceServiceAccounts', 'targetServiceAccounts'] as const) {
    for (const [index, account] of (resource[field] ?? []).entries()) {
      if (EMAIL.test(account)) continue;
      const explanation = 'Service accounts must be valid RFC 822 email addresses.';
      throw invalid(`resource.${field}[${index}]`, account, explanation);
    }
  }
  const byTag = [...(resource.sourceTags ?? []), ...(resource.targetTags ?? [])];
  const byAccount = [...(resource.sourceServiceAccounts ?? []), ...(resource.targetServiceAccounts ?? [])];
  if (byTag.length === 0 || byAccount.length === 0) return;
  throw invalid('resource.targetServiceAccounts', byAccount, 'Service accounts cannot be combined with tags.');
}

/** What the default network of a project starts with (documented). */
const DEFAULTS: readonly (Firewall & { readonly name: string })[] = [
  {
    name: 'default-allow-icmp',
    description: 'Allow ICMP from anywhere',
    allowed: [{ IPProtocol: 'icmp' }],
    sourceRanges: ['0.0.0.0/0'],
  },
  {
    name: 'default-allow-internal',
    description: 'Allow internal traffic on the default network',
    allowed: [
      { IPProtocol: 'tcp', ports: ['0-65535'] },
      { IPProtocol: 'udp', ports: ['0-65535'] },
      { IPProtocol: 'icmp' },
    ],
    sourceRanges: ['10.128.0.0/9'],
  },
  {
    name: 'default-allow-rdp',
    description: 'Allow RDP from anywhere',
    allowed: [{ IPProtocol: 'tcp', ports: ['3389'] }],
    sourceRanges: ['0.0.0.0/0'],
  },
  {
    name: 'default-allow-ssh',
    description: 'Allow SSH from anywhere',
    allowed: [{ IPProtocol: 'tcp', ports: ['22'] }],
    sourceRanges: ['0.0.0.0/0'],
  },
];

/** The firewalls that a project's default network starts with. */
export function createDefaultFirewalls(project: string, transaction: Transaction): void {
  for (const fields of DEFAULTS) {
    const path = `projects/${project}/global/firewalls/${fields.name}`;
    const draft = serviceMade<Firewall>('compute#firewall', path, { ...fields, priority: 65_534 }, transaction);
    complete(draft, project);
    transaction.put(path, { resource: draft });
  }
}

export const firewalls: Collection = defineCollection({
  name: 'firewalls',
  collections: ['firewalls'],
  references: { 'Firewall.network': { to: ['networks'] } },
  lifecycle: {
    immutable: ['network', 'direction'],
    complete: (draft, { before, call, sent }) => {
      takeLogging(draft, sent);
      // The default is that of a new firewall (documented), so one of another network keeps its own.
      draft.network ??= before?.resource.network;
      complete(draft, call.project);
    },
    check,
  },
  reading: { laterFields: (_path, { logConfig }) => ({ enableLogging: logConfig?.enable ?? false }) },
  evidence: {
    documented: {
      insert: [
        { describedAt: 'Firewall.priority', sentence: 'This is an integer between `0` and `65535`, both inclusive.' },
        { describedAt: 'Firewall.sourceRanges', sentence: 'These ranges must be expressed inCIDR format.' },
        { describedAt: 'Firewall.direction', sentence: 'you cannot specify the sourceTags fields' },
      ],
    },
  },
});
