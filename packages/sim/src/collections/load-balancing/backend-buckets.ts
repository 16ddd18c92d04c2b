import { invalid } from '../../kernel/refusal.ts';
import { parseScope } from '../../kernel/resource-path.ts';
import { checkCdnPolicy, completeCdnPolicy } from './cdn-policy.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import type { WriteContext } from '../context.ts';
import { keepAttachedPolicies } from './attached-policies.ts';
import { setOrClearField } from '../set-field.ts';
import { addSignedUrlKey, deleteSignedUrlKey, keepSignedUrlKeys } from './signed-url-keys.ts';
import { usedBy } from './used-by.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type BackendBucket = Resource<'BackendBucket'>;

const BUCKET_NAME = /^[a-z0-9][-a-z0-9_.]{1,220}[a-z0-9]$/;

function complete(draft: Draft<BackendBucket>, context: WriteContext<BackendBucket>): void {
  // Observed of a bucket that was made without one.
  draft.description ??= '';
  // The buckets of a region have no CDN before them.
  if (parseScope(context.call.scope).scopeKind === 'global') draft.enableCdn ??= false;
  completeCdnPolicy(draft, draft.enableCdn === true, undefined);
  keepSignedUrlKeys(draft, context);
  keepAttachedPolicies(draft, ['edgeSecurityPolicy'], context);
}

function check(resource: BackendBucket, { sent }: WriteContext<BackendBucket>): void {
  const { bucketName = '' } = resource;
  // Whether the bucket exists is another API's business.
  if (!BUCKET_NAME.test(bucketName)) {
    throw invalid('resource.bucketName', bucketName, 'It is not a valid bucket name.');
  }
  checkCdnPolicy(resource, sent);
}

export const backendBuckets: Collection = defineCollection({
  name: 'backendBuckets',
  collections: ['backendBuckets', 'regionBackendBuckets'],
  body: {
    required: ['bucketName'],
    // Terraform names the bucket in the body of addSignedUrlKey.
    ignores: ['backendBucket'],
  },
  references: { 'BackendBucket.edgeSecurityPolicy': { to: ['securityPolicies'] } },
  lifecycle: { complete, check },
  reading: { derive: usedBy },
  operations: { fullTypes: ['addSignedUrlKey', 'deleteSignedUrlKey', 'setEdgeSecurityPolicy'] },
  verbs: {
    addSignedUrlKey,
    deleteSignedUrlKey,
    setEdgeSecurityPolicy: setOrClearField('edgeSecurityPolicy', 'securityPolicy'),
  },
  evidence: {
    documented: {
      insert: {
        describedAt: 'regionBackendBuckets.insert',
        sentence: 'Creates a RegionBackendBucket in the specified project in the given scope',
      },
      patch: {
        describedAt: 'regionBackendBuckets.patch',
        sentence: 'uses theJSON merge patch format and processing rules',
      },
      addSignedUrlKey: {
        describedAt: 'backendBuckets.addSignedUrlKey',
        sentence: 'Adds a key for validating requests with signed URLs for this backend bucket.',
      },
      deleteSignedUrlKey: {
        describedAt: 'backendBuckets.deleteSignedUrlKey',
        sentence: 'Deletes a key for validating requests with signed URLs for this backend bucket.',
      },
      setEdgeSecurityPolicy: {
        describedAt: 'backendBuckets.setEdgeSecurityPolicy',
        sentence: 'Sets the edge security policy for the specified backend bucket.',
      },
    },
  },
});
