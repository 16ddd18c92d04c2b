import type { Examples } from '../examples.ts';

/** Besides a name, what an insert cannot do without. */
export const bodies: Examples = {
  backendBuckets: { bucketName: 'bucket' },
  regionBackendBuckets: { bucketName: 'bucket', loadBalancingScheme: 'EXTERNAL_MANAGED' },
};
