import type { JsonObject } from '../../kernel/json.ts';
import { asString } from '../../kernel/json.ts';
import { required } from '../../kernel/refusal.ts';
import { checkFingerprint } from '../../kernel/fingerprint.ts';
import { linkOf } from '../../kernel/self-link.ts';
import { timestamp } from '../../kernel/timestamp.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { calledResource } from '../called-resource.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import { checkMetadata } from '../metadata.ts';
import type { Verb } from '../verb.ts';
import { defaultServiceAccountOf } from './project-number.ts';
import { movingVerbs } from './moving.ts';
import { projectQuotas } from './quotas.ts';
import { setField } from '../set-field.ts';
import { sharedVpcReferences, sharedVpcVerbs } from './shared-vpc.ts';
import type { Resource } from '../../wire/wire.ts';

type Project = Resource<'Project'>;

/** A project as it is before anything is in it. */
export function createProject(project: string, transaction: Transaction): void {
  const path = `projects/${project}`;
  const resource: Project = {
    kind: 'compute#project',
    id: transaction.newId(),
    creationTimestamp: timestamp(transaction.now),
    name: project,
    commonInstanceMetadata: { kind: 'compute#metadata', fingerprint: transaction.newFingerprint() },
    defaultNetworkTier: 'PREMIUM',
    defaultServiceAccount: defaultServiceAccountOf(project),
    cloudArmorTier: 'CA_STANDARD',
    xpnProjectStatus: 'UNSPECIFIED_XPN_PROJECT_STATUS',
    selfLink: linkOf(path),
  };
  transaction.put(path, { resource });
}

const setCommonInstanceMetadata: Verb<Resource<'Metadata'>, Project> = (call, transaction) => {
  const metadata = calledResource<Project>(call, transaction).resource.commonInstanceMetadata ?? {};
  const message = 'Supplied fingerprint does not match current metadata fingerprint.';
  checkFingerprint(call.body.fingerprint, metadata, { field: 'fingerprint', isRequired: false, message });
  checkMetadata(call.body, 'resource');
  const { items } = call.body;
  const fingerprint = transaction.newFingerprint();
  const kind = 'compute#metadata';
  const commonInstanceMetadata = items === undefined ? { kind, fingerprint } : { kind, fingerprint, items };
  return { set: { commonInstanceMetadata } };
};

/** An empty body ends the export (documented). */
const setUsageExportBucket: Verb<Resource<'UsageExportLocation'>, Project> = ({ body }) => ({
  set: { usageExportLocation: (body.bucketName ?? '') === '' ? null : body },
});

/** The tiers of Cloud Armor by the names they had before, which later versions still know. */
const PROTECTION_TIERS = {
  CA_STANDARD: 'CA_STANDARD',
  CA_ENTERPRISE_PAYGO: 'CAMP_PLUS_PAYGO',
  CA_ENTERPRISE_ANNUAL: 'CAMP_PLUS_ANNUAL',
} as const;
// The keys of the table are those that are written there.
const tiers = Object.keys(PROTECTION_TIERS) as readonly (keyof typeof PROTECTION_TIERS)[];

const setManagedProtectionTier: Verb<JsonObject, Project> = ({ body: { managedProtectionTier } }) => {
  const cloudArmorTier = tiers.find((tier) => PROTECTION_TIERS[tier] === managedProtectionTier);
  if (cloudArmorTier === undefined) throw required('resource.managedProtectionTier');
  return { set: { cloudArmorTier } };
};

const setDefaultServiceAccount: Verb<JsonObject, Project> = ({ body }) => {
  const email = asString(body['email']);
  if (email === '') throw required('resource.email');
  return { set: { defaultServiceAccount: email } };
};

export const projects: Collection = defineCollection({
  name: 'projects',
  collections: ['projects'],
  body: { optional: ['Metadata.items.value'] },
  lifecycle: { hiddenReferences: sharedVpcReferences },
  reading: {
    derive: (path, _project, state) => ({ quotas: projectQuotas(path, state) }),
    laterFields: (_path, { cloudArmorTier = 'CA_STANDARD' }) => ({
      managedProtectionTier: PROTECTION_TIERS[cloudArmorTier],
    }),
  },
  operations: {
    // Terraform has a type of its own for each of them, which know nothing of one another.
    queued: [
      'setCloudArmorTier',
      'setCommonInstanceMetadata',
      'setDefaultNetworkTier',
      'setDefaultServiceAccount',
      'setManagedProtectionTier',
      'setUsageExportBucket',
      'enableXpnHost',
      'disableXpnHost',
      'enableXpnResource',
      'disableXpnResource',
    ],
  },
  verbs: {
    setCloudArmorTier: setField('cloudArmorTier'),
    setCommonInstanceMetadata,
    setDefaultNetworkTier: setField('defaultNetworkTier', 'networkTier'),
    setDefaultServiceAccount,
    setManagedProtectionTier,
    setUsageExportBucket,
    ...movingVerbs,
    ...sharedVpcVerbs,
  },
  evidence: {
    documented: {
      setCloudArmorTier: {
        describedAt: 'projects.setCloudArmorTier',
        sentence: 'Sets the Cloud Armor tier of the project.',
      },
      setCommonInstanceMetadata: {
        describedAt: 'projects.setCommonInstanceMetadata',
        sentence: 'Sets metadata common to all instances within the specified project',
      },
      setDefaultNetworkTier: {
        describedAt: 'projects.setDefaultNetworkTier',
        sentence: 'used when an address/forwardingRule/instance is created without specifying the network tier',
      },
      moveDisk: { describedAt: 'projects.moveDisk', sentence: 'Moves a persistent disk from one zone to another.' },
      moveInstance: {
        describedAt: 'projects.moveInstance',
        sentence: 'Moves an instance and its attached persistent disks from one zone to',
      },
      setDefaultServiceAccount: {
        version: 'alpha',
        describedAt: 'projects.setDefaultServiceAccount',
        sentence: 'Sets the default service account of the project.',
      },
      setManagedProtectionTier: {
        version: 'beta',
        describedAt: 'projects.setManagedProtectionTier',
        sentence: 'Sets the Cloud Armor Managed Protection (CAMP) tier of the project.',
      },
      setUsageExportBucket: {
        describedAt: 'projects.setUsageExportBucket',
        sentence: 'the usage export feature will be disabled',
      },
      enableXpnHost: {
        describedAt: 'projects.enableXpnHost',
        sentence: 'Enable this project as a shared VPC host project.',
      },
      disableXpnHost: {
        describedAt: 'projects.disableXpnHost',
        sentence: 'Disable this project as a shared VPC host project.',
      },
      enableXpnResource: {
        describedAt: 'projects.enableXpnResource',
        sentence: 'Enable service resource (a.k.a service project) for a host project',
      },
      disableXpnResource: {
        describedAt: 'projects.disableXpnResource',
        sentence: 'Disable a service resource (also known as service project)',
      },
      getXpnHost: {
        describedAt: 'projects.getXpnHost',
        sentence: 'Gets the shared VPC host project that this project links to.',
      },
      getXpnResources: {
        describedAt: 'projects.getXpnResources',
        sentence: 'Gets service resources (a.k.a service project) associated with this host',
      },
    },
    assumed: {
      listXpnHosts: 'Nothing here tells which organization a project is of, so the hosts of all are listed.',
    },
    lacking: {
      moveDisk: 'a disk that is attached, or that others name: 400',
      moveInstance: 'an instance that others name, such as a group: 400; and into another region',
      setUsageExportBucket: 'no report is ever written',
    },
  },
});
