import type { Schema } from '../src/model.ts';
import type { DiscoveryDocument, DiscoveryType } from './discovery.ts';
import { byKey, readProperties } from './property.ts';

/** A schema as the document declares it, and as the model holds it. */
export interface Declaration extends Schema {
  readonly type: DiscoveryType;
}

/** All schemas of the document, sorted by name. */
export function readSchemas(document: DiscoveryDocument): Schema[] {
  return readDeclarations(document).map(({ name, properties }) => ({ name, properties }));
}

/**
 * All schemas with their declarations, sorted by name. Objects declared in place become schemas too: `Metadata.items`
 * after where they stand, or `warning` without the owner when several owners declare the same one.
 */
export function readDeclarations(document: DiscoveryDocument): Declaration[] {
  const names = inlineNames(document);
  const declarations = new Map<string, Declaration>();
  const declare = (name: string, type: DiscoveryType, path: string): void => {
    const properties = readProperties(type, path, (inline, inlinePath) => {
      const inlineName = names.get(shapeOf(inline, inlinePath)) ?? inlinePath;
      declare(inlineName, inline, inlinePath);
      return inlineName;
    });
    if (!declarations.has(name)) declarations.set(name, { name, type, properties });
  };
  for (const [name, type] of Object.entries(document.schemas).toSorted(byKey)) declare(name, type, name);
  return [...declarations.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** What an object declared in place looks like, as a key: equal for objects that differ only in where they stand. */
function shapeOf(type: DiscoveryType, path: string): string {
  return JSON.stringify(readProperties(type, path, shapeOf));
}

/** The names of the shapes that stand in more than one place. */
function inlineNames(document: DiscoveryDocument): Map<string, string> {
  const pathsByShape = new Map<string, string[]>();
  const collect = (type: DiscoveryType, path: string): string => {
    readProperties(type, path, collect);
    const shape = shapeOf(type, path);
    pathsByShape.set(shape, [...(pathsByShape.get(shape) ?? []), path]);
    return shape;
  };
  for (const [name, type] of Object.entries(document.schemas).toSorted(byKey)) readProperties(type, name, collect);

  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const [shape, paths] of pathsByShape) {
    if (paths.length === 1) continue;
    const name = mostFrequent(paths.map((path) => path.slice(path.indexOf('.') + 1)));
    if (taken.has(name)) throw new Error(`Two different shapes declared in place would both be called ${name}`);
    taken.add(name);
    names.set(shape, name);
  }
  return names;
}

/** The first of them where several are as frequent, so that a name outlives places which a later version adds. */
function mostFrequent(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const [[name] = ['']] = [...counts].toSorted(([, a], [, b]) => b - a);
  return name;
}
