import gax from 'google-gax';
import { collections } from './call.ts';
import { pruneDescriptors } from './prune-descriptors.ts';

type Root = ReturnType<typeof gax.fallback.GrpcClient.protobufFromJSON>;

const roots = new WeakMap<object, Root>();

/**
 * Every client is made with the descriptors of all 129 services in three versions of the API, for which gax builds 0.5 s and
 * 110 MB of objects. This one builds those that are used here.
 */
class LeanGrpcClient extends gax.fallback.GrpcClient {
  override loadProtoJSON(json: object): Root {
    const root = roots.get(json) ?? this.loadProto(pruneDescriptors(json, collections.map(serviceOf)));
    roots.set(json, root);
    return root;
  }
}

/** The name of a collection's service: `BackendServices`. */
function serviceOf(collection: string): string {
  return `${collection.charAt(0).toUpperCase()}${collection.slice(1)}`;
}

/** `google-gax` as the Google clients take it, but for the descriptors that it loads. */
export const leanGax: typeof gax = { ...gax, fallback: { ...gax.fallback, GrpcClient: LeanGrpcClient } };
