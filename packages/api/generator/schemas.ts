import type { Property, Schema } from '../src/model.ts';
import type { DiscoveryDocument, DiscoveryType } from './discovery.ts';
import { byKey, readProperties } from './property.ts';

/**
 * All schemas of the document, sorted by name. Objects declared in place become schemas too: `Metadata.items` after
 * where they stand, or `warning` without the owner when several owners declare the same one.
 */
export function readSchemas(document: DiscoveryDocument): Schema[] {
  const names = inlineNames(document);
  const schemas = new Map<string, Record<string, Property>>();
  const nameInline = (type: DiscoveryType, path: string): string => {
    const name = names.get(shapeOf(type, path)) ?? path;
    schemas.set(name, readProperties(type, path, nameInline));
    return name;
  };
  for (const [name, type] of Object.entries(document.schemas)) {
    schemas.set(name, readProperties(type, name, nameInline));
  }
  return [...schemas].toSorted(byKey).map(([name, properties]) => ({ name, properties }));
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
  for (const [shape, [first = '', second]] of pathsByShape) {
    if (second === undefined) continue;
    const name = first.slice(first.indexOf('.') + 1);
    if (taken.has(name)) throw new Error(`Two different shapes declared in place would both be called ${name}`);
    taken.add(name);
    names.set(shape, name);
  }
  return names;
}
