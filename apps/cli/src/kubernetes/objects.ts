import { parseAllDocuments } from 'yaml';
import { usageFailure } from '../failure.ts';
import { isJsonObject, itemsAt, textAt } from './json-object.ts';
import type { JsonObject } from './json-object.ts';
import type { Source } from './read-source.ts';

/** One Kubernetes object of a source; its `kind` is known, the rest is not looked at. */
export interface KubernetesObject {
  readonly kind: string;
  readonly object: JsonObject;
}

const expected = 'expected Kubernetes YAML or JSON, as `kubectl get … -o json` prints it';

/** All objects of a source: multi-document YAML or JSON, with `List` kinds (also nested ones) unfolded. */
export function parseObjects({ name, text }: Source): KubernetesObject[] {
  const documents = parseDocuments(name, text).filter((document) => document !== null && document !== undefined);
  if (documents.length === 0) throw usageFailure(`${name}: is empty; ${expected}`);
  return documents.flatMap((document) => unfold(name, document));
}

function parseDocuments(name: string, text: string): unknown[] {
  // JSON is YAML too, but the list of a whole cluster parses a hundred times faster as what it is.
  if (/^\s*[{[]/.test(text)) {
    try {
      return [JSON.parse(text)];
    } catch {
      // Flow-style YAML also starts with a bracket; what is neither is told by the YAML parser, with line and column.
    }
  }
  try {
    return parseAllDocuments(text, { merge: true, logLevel: 'silent' }).map((document) => {
      const [error] = document.errors;
      if (error) throw error;
      const value: unknown = document.toJS();
      return value;
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw usageFailure(`${name}: is neither YAML nor JSON: ${firstLine(message)}`, error);
  }
}

const firstLine = (message: string): string => message.replace(/:?\n.*/s, '');

function unfold(name: string, value: unknown, itemKind?: string): KubernetesObject[] {
  if (!isJsonObject(value)) throw usageFailure(`${name}: holds ${describe(value)}; ${expected}`);
  const kind = textAt(value, 'kind') ?? itemKind;
  if (kind === undefined) throw usageFailure(`${name}: holds an object without a kind; ${expected}`);
  if (!kind.endsWith('List') || !Array.isArray(value['items'])) return [{ kind, object: value }];
  // `kubectl get --raw` answers a ServiceList whose items do not repeat their kind.
  const itemsKind = kind === 'List' ? undefined : kind.slice(0, -'List'.length);
  return itemsAt(value, 'items').flatMap((item) => unfold(name, item, itemsKind));
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return 'a bare array';
  return typeof value === 'string' ? 'plain text' : `a bare ${typeof value}`;
}
