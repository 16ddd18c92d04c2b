import { deepStrictEqual, notStrictEqual } from 'node:assert/strict';
import type fc from 'fast-check';
import type { Crud, Named } from './crud.ts';
import { type Model, readAsModelled } from './crud-model.ts';
import { refused } from './refused.ts';

/** One call of a collection, and what the model says of it. */
export type Command<Resource extends Named> = fc.AsyncCommand<Model<Resource>, Crud<Resource>>;

type Run<Resource extends Named> = Command<Resource>['run'];

function command<Resource extends Named>(label: string, run: Run<Resource>): Command<Resource> {
  return { check: () => true, run, toString: () => label };
}

/** Makes a resource; refused with 409 where the name is taken. */
export function create<Resource extends Named>(name: string, content: Resource): Command<Resource> {
  return command(`create ${name} ${JSON.stringify(content)}`, async (model, crud) => {
    const call = crud.create({ ...content, name });
    if (model.has(name)) return refused(409, call, `creating ${name}, which exists`);
    await call;
    model.set(name, content);
    await readAsModelled(model, crud, name);
  });
}

/** Reads a resource, twice the same; refused with 404 where there is none. */
export function get<Resource extends Named>(name: string): Command<Resource> {
  return command(`get ${name}`, async (model, crud) => {
    if (!model.has(name)) return refused(404, crud.get(name), `getting ${name}, which is absent`);
    const first = await readAsModelled(model, crud, name);
    deepStrictEqual(await crud.get(name), first, `${name} reads otherwise a second time`);
  });
}

/** Replaces a resource that was just read; refused with 404 where there is none. */
export function update<Resource extends Named>(name: string, content: Resource): Command<Resource> {
  return command(`update ${name} ${JSON.stringify(content)}`, async (model, crud) => {
    if (!model.has(name)) {
      return refused(404, crud.update({ ...content, name }), `updating ${name}, which is absent`);
    }
    const before = await readAsModelled(model, crud, name);
    await crud.update({ ...before, ...content });
    model.set(name, { ...model.get(name), ...content });
    const after = await readAsModelled(model, crud, name);
    const isSame = JSON.stringify({ ...before, ...content }) === JSON.stringify(before);
    if (before.fingerprint !== undefined && !isSame) {
      notStrictEqual(after.fingerprint, before.fingerprint, `${name} was changed and kept its fingerprint`);
    }
  });
}

/**
 * Replaces a resource with nothing but this content, and makes it anew of the same: both read the same, for what a replacement
 * leaves out goes back to its default.
 */
export function replace<Resource extends Named>(name: string, content: Resource): Command<Resource> {
  return command(`replace ${name} ${JSON.stringify(content)}`, async (model, crud) => {
    if (!model.has(name)) return;
    const { fingerprint } = await readAsModelled(model, crud, name);
    await crud.update({ ...content, name, ...(fingerprint === undefined ? {} : { fingerprint }) });
    model.set(name, content);
    const replaced = await readAsModelled(model, crud, name);
    await crud.delete(name);
    await crud.create({ ...content, name });
    const made = await readAsModelled(model, crud, name);
    deepStrictEqual(
      withoutIdentity(replaced),
      withoutIdentity(made),
      `${name} reads otherwise replaced than made anew`,
    );
  });
}

/** A resource without the fields that each incarnation has of its own. */
function withoutIdentity(resource: Named): object {
  return Object.fromEntries(
    Object.entries(resource).filter(([key]) => !['id', 'creationTimestamp', 'fingerprint'].includes(key)),
  );
}

/** Replaces a resource twice by one reading: the second time, its fingerprint is stale and refused with 412. */
export function updateTwice<Resource extends Named>(name: string, content: Resource): Command<Resource> {
  return command(`update twice ${name} ${JSON.stringify(content)}`, async (model, crud) => {
    if (!model.has(name)) return;
    const before = await readAsModelled(model, crud, name);
    await crud.update({ ...before, ...content });
    model.set(name, { ...model.get(name), ...content });
    const between = await readAsModelled(model, crud, name);
    if (between.fingerprint === before.fingerprint) return;
    await refused(412, crud.update(before), `updating ${name} with a stale fingerprint`);
    deepStrictEqual(await crud.get(name), between, `${name} was changed by an update that was refused`);
  });
}

/** Deletes a resource; refused with 404 where there is none. */
export function remove<Resource extends Named>(name: string): Command<Resource> {
  return command(`delete ${name}`, async (model, crud) => {
    const call = crud.delete(name);
    if (!model.has(name)) return refused(404, call, `deleting ${name}, which is absent`);
    await call;
    model.delete(name);
    await refused(404, crud.get(name), `getting ${name}, which was deleted`);
  });
}

/** Lists the collection: every resource of the model, each once and as `get` reads it, and no other of these names. */
export function list<Resource extends Named>(names: readonly string[]): Command<Resource> {
  return command('list', async (model, crud) => {
    const listed = (await crud.list()).filter(({ name }) => name !== undefined && names.includes(name));
    const read = await Promise.all([...model.keys()].toSorted().map((name) => readAsModelled(model, crud, name)));
    deepStrictEqual(listed.toSorted(byName), read, 'the list is not what get reads, one by one');
  });
}

function byName(a: Named, b: Named): number {
  return (a.name ?? '') < (b.name ?? '') ? -1 : 1;
}
