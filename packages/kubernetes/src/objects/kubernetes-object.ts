import type { JsonObject } from './json-object.ts';

/** One Kubernetes object; its `kind` is known, the rest is not looked at. */
export interface KubernetesObject {
  readonly kind: string;
  readonly object: JsonObject;
  /** Where it was found: `shop.yaml document 2 (line 14)`. */
  readonly where: string;
}
