import { at, isJsonObject, itemsAt, textAt } from '@gcepool/kubernetes';
import type { JsonObject, KubernetesObject } from '@gcepool/kubernetes';
import { usageFailure } from '../failure.ts';
import { templateInValue } from './helm-template.ts';
import { jsonDocuments } from './json-documents.ts';
import type { ParsedDocument } from './json-documents.ts';
import type { Source } from './read-source.ts';
import { yamlDocuments } from './yaml-documents.ts';

/** A part of a source that is no object, and why. What it stands for is not known. */
export interface BadItem {
  readonly where: string;
  readonly problem: string;
}

/** What a source holds. */
export interface ParsedObjects {
  readonly objects: readonly KubernetesObject[];
  readonly bad: readonly BadItem[];
}

const expected = 'expected Kubernetes YAML or JSON, as `kubectl get … -o json` prints it';

const kustomization = 'is a kustomization; build it first: `kubectl kustomize FOLDER`';

/** All objects of a source: JSON or YAML of any number of documents, with `List` kinds (also nested ones) unfolded. */
export function parseObjects(source: Source): ParsedObjects {
  const items = unfoldedItems(source);
  const objects = items.filter((item) => 'kind' in item);
  const bad = items.filter((item) => 'problem' in item);
  if (objects.length === 0 && bad.length > 0) throw usageFailure(badItemSentence(bad));
  return { objects, bad };
}

function unfoldedItems(source: Source): Item[] {
  try {
    const documents = jsonDocuments(source) ?? yamlDocuments(source);
    if (documents.length === 0) throw usageFailure(`${source.name}: is empty; ${expected}`);
    return documents.flatMap((document) => itemsOf(document));
  } catch (error) {
    if (error instanceof RangeError) throw usageFailure(`${source.name}: is nested too deeply; ${expected}`);
    throw error;
  }
}

/** What is bad, in one line; of many the first. */
function badItemSentence(bad: readonly BadItem[]): string {
  const [first] = bad;
  const others = bad.length > 1 ? `; ${bad.length - 1} more such items` : '';
  return first === undefined ? '' : `${first.where}: ${first.problem}${others}`;
}

type Item = KubernetesObject | BadItem;

function itemsOf(document: ParsedDocument): Item[] {
  const { where } = document;
  return document.problem === undefined ? unfold(where, document.value) : [{ where, problem: document.problem }];
}

/** Lists within lists; a parser that runs out of its stack throws the same error. */
const DEEPEST = 100;

function unfold(where: string, value: unknown, itemKind?: string, depth = 0): Item[] {
  if (depth > DEEPEST) throw new RangeError('lists are nested too deeply');
  if (!isJsonObject(value)) return [{ where, problem: `holds ${describe(value)}; ${expected}` }];
  const kind = textAt(value, 'kind') ?? itemKind;
  if (kind === undefined) return [{ where, problem: `holds an object without a kind; ${expected}` }];
  if (kind === 'Kustomization') return [{ where, problem: kustomization }];
  if (!kind.endsWith('List') || !Array.isArray(value['items'])) {
    const template = templateInValue(identity(value));
    return [template === undefined ? { kind, object: value, where } : { where, problem: template }];
  }
  // `kubectl get --raw` answers a ServiceList whose items do not repeat their kind.
  const itemsKind = kind === 'List' ? undefined : kind.slice(0, -'List'.length);
  return itemsAt(value, 'items').flatMap((item, index) =>
    unfold(`${where} item ${index + 1}`, item, itemsKind, depth + 1),
  );
}

/** What an object is by; elsewhere, such as in annotations, `{{` may be meant. */
const identity = (object: JsonObject): unknown => [
  at(object, 'metadata', 'name'),
  at(object, 'metadata', 'namespace'),
  at(object, 'spec', 'type'),
  at(object, 'spec', 'ports'),
];

function describe(value: unknown): string {
  if (Array.isArray(value)) return 'a bare array';
  return typeof value === 'string' ? 'plain text' : `a bare ${value === null ? 'null' : typeof value}`;
}
