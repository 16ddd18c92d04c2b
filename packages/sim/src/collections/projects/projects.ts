import { checkFingerprint } from '../../kernel/fingerprint.ts';
import { asObject, asString } from '../../kernel/json.ts';
import { linkOf } from '../../kernel/self-link.ts';
import { timestamp } from '../../kernel/timestamp.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { calledResource } from '../called-resource.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import type { Verb } from '../verb.ts';
import { createDefaultNetwork } from '../networking/networks.ts';
import { defaultServiceAccountOf } from './project-number.ts';
import { projectQuotas } from './quotas.ts';
import { setField } from '../set-field.ts';
import { sharedVpcReferences, sharedVpcVerbs } from '../networking/shared-vpc.ts';
import type { Resource } from '../wire.ts';

type Project = Resource<'Project'>;

/** A project exists from its first use on, with the default network that real ones start with. */
export function createProject(project: string, transaction: Transaction): void {
  const path = `projects/${project}`;
  transaction.put(path, {
    resource: {
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
    },
  });
  createDefaultNetwork(project, transaction);
}

const setCommonInstanceMetadata: Verb<Resource<'Metadata'>, Project> = (call, transaction) => {
  const metadata = asObject(calledResource(call, transaction).resource.commonInstanceMetadata);
  const message = 'Supplied fingerprint does not match current metadata fingerprint.';
  checkFingerprint(call.body.fingerprint, metadata, { field: 'fingerprint', isRequired: false, message });
  const { items } = call.body;
  const fingerprint = transaction.newFingerprint();
  const kind = 'compute#metadata';
  const commonInstanceMetadata = items === undefined ? { kind, fingerprint } : { kind, fingerprint, items };
  return { set: { commonInstanceMetadata } };
};

/** An empty body ends the export (documented). */
const setUsageExportBucket: Verb<Resource<'UsageExportLocation'>, Project> = ({ body }) => ({
  set: { usageExportLocation: asString(body.bucketName) === '' ? null : body },
});

export const projects: Collection = defineCollection({
  name: 'projects',
  collections: ['projects'],
  lifecycle: { hiddenReferences: sharedVpcReferences },
  reading: { derive: (path, _project, state) => ({ quotas: projectQuotas(path, state) }) },
  verbs: {
    setCloudArmorTier: setField('cloudArmorTier'),
    setCommonInstanceMetadata,
    setDefaultNetworkTier: setField('defaultNetworkTier', 'networkTier'),
    setUsageExportBucket,
    ...sharedVpcVerbs,
  },
});
