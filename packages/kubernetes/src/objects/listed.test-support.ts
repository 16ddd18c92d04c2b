import { isJsonObject, textAt } from './json-object.ts';
import type { KubernetesObject } from './kubernetes-object.ts';

/** Objects as the items of a file. */
export const listed = (items: readonly unknown[], file: string): KubernetesObject[] =>
  items.filter(isJsonObject).map((object, index) => ({
    kind: textAt(object, 'kind') ?? '',
    object,
    where: `${file} item ${index + 1}`,
  }));
