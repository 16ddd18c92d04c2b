import type { CallOptions } from '@gcepool/core';
import type { CloudUnderTest } from './cloud-under-test.ts';
import { mustBeDone, mustBeRefused, mustBeSame } from './must.ts';
import { comparable, knownOf, mustBeAbsent, mustBeUnchanged, mustHaveFollowed, readKnown } from './read-known.ts';
import { withoutIdentity } from './resource.ts';
import type { Body, Change, Kind, Name } from './step.ts';

/** Makes a call that the model says succeeds; some make it twice, under one request id. */
export type Send = (call: (options?: CallOptions) => Promise<void>, what: string) => Promise<void>;

/** Makes the call once, without a request id. */
export const once: Send = (call, what) => mustBeDone('reads-as-written', call(), what);

type Creating = Extract<Change, { do: 'create' }>;
type Putting = Extract<Change, { do: 'update' | 'replace' | 'patch' }>;

/** Changes one resource, or has it refused as the model says. */
export function runChange(under: CloudUnderTest, step: Change, send: Send): Promise<void> {
  switch (step.do) {
    case 'create':
      return create(under, step, send);
    case 'update':
    case 'patch':
      return change(under, step, send);
    case 'replace':
      return replace(under, step, send);
    case 'delete':
      return remove(under, step.kind, step.name, send);
  }
}

async function create(under: CloudUnderTest, { kind, name, body }: Creating, send: Send): Promise<void> {
  const full = under.nameOf(name);
  const resource = { ...under.resolved(body), name: full };
  const call = (options?: CallOptions): Promise<void> => under.calls(kind).create(resource, options);
  const refusal = creationRefusal(under, { kind, name, body });
  if (refusal !== undefined) {
    await mustBeRefused(under, refusal.law, refusal.codes, call(), `creating ${full}, ${refusal.why},`);
    return mustBeUnchanged(under, 'refused-changes-nothing', kind, name, 'a creation that was refused');
  }
  await send(call, `creating ${full}`);
  await readKnown(under, kind, name, body);
}

function creationRefusal(
  under: CloudUnderTest,
  { kind, name, body }: Pick<Creating, 'kind' | 'name' | 'body'>,
):
  | { readonly law: 'present-is-409' | 'bad-name-is-400' | 'dangling-is-refused'; codes: number[]; why: string }
  | undefined {
  const isDangling = under.isDangling(body);
  if (name === 'Bad_Name') {
    return { law: 'bad-name-is-400', codes: isDangling ? [400, 404] : [400], why: 'whose name is none' };
  }
  if (under.known(kind).has(name)) {
    return { law: 'present-is-409', codes: isDangling ? [409, 400, 404] : [409], why: 'which exists' };
  }
  return isDangling
    ? { law: 'dangling-is-refused', codes: [400, 404], why: 'which links to what is absent' }
    : undefined;
}

/** Puts the body over what is there: all of it as it was read, or the body alone as a patch. */
async function change(under: CloudUnderTest, step: Putting, send: Send): Promise<void> {
  const { kind, name, body } = step;
  const full = under.nameOf(name);
  const calls = under.changeableCalls(kind);
  const isPatch = step.do === 'patch' && calls.patch !== undefined;
  const verb = isPatch ? 'patching' : 'updating';
  const put = under.resolved(body);
  const attempt = (base: Body, options?: CallOptions): Promise<void> => {
    const { fingerprint } = base;
    const guard = typeof fingerprint === 'string' ? { fingerprint } : {};
    return isPatch && calls.patch !== undefined
      ? calls.patch(full, { ...put, ...guard }, options)
      : calls.update({ ...base, ...put, name: full }, options);
  };
  if (!under.known(kind).has(name)) {
    const codes = under.isDangling(body) ? [404, 400] : [404];
    return mustBeRefused(under, 'absent-is-404', codes, attempt({}), `${verb} ${full}, which is absent,`);
  }
  const { content } = knownOf(under, kind, name);
  const before = await readKnown(under, kind, name, content);
  if (under.isDangling(body)) {
    const what = `${verb} ${full} to link to what is absent`;
    await mustBeRefused(under, 'dangling-is-refused', [400, 404], attempt(before), what);
    return mustBeUnchanged(under, 'refused-changes-nothing', kind, name, 'a change that was refused');
  }
  await send((options) => attempt(before, options), `${verb} ${full}, as it was read,`);
  mustHaveFollowed(under, kind, before, await readKnown(under, kind, name, { ...content, ...body }));
}

/** Puts the body and nothing else: it must then read as one that was made of this body. */
async function replace(under: CloudUnderTest, step: Putting, send: Send): Promise<void> {
  const { kind, name, body } = step;
  if (!under.known(kind).has(name) || under.isDangling(body)) return change(under, { ...step, do: 'update' }, send);
  const full = under.nameOf(name);
  const calls = under.changeableCalls(kind);
  const { fingerprint } = await readKnown(under, kind, name, knownOf(under, kind, name).content);
  const resource = { ...under.resolved(body), name: full, ...(fingerprint === undefined ? {} : { fingerprint }) };
  await send((options) => calls.update(resource, options), `replacing ${full}, as it was read,`);
  const replaced = await readKnown(under, kind, name, body);
  if (under.skipped.has('replacement-resets')) return;
  const scratch = `${under.place.prefix}-scratch`;
  await mustBeDone('reads-as-written', calls.create({ ...under.resolved(body), name: scratch }), `creating ${scratch}`);
  try {
    const made = withoutIdentity(await calls.get(scratch));
    const what = `${full} reads otherwise replaced than made anew`;
    mustBeSame(
      under,
      'replacement-resets',
      comparable({ ...withoutIdentity(replaced) }),
      comparable({ ...made }),
      what,
    );
  } finally {
    await calls.delete(scratch);
  }
}

async function remove(under: CloudUnderTest, kind: Kind, name: Name, send: Send): Promise<void> {
  const full = under.nameOf(name);
  const call = (options?: CallOptions): Promise<void> => under.calls(kind).delete(full, options);
  if (!under.known(kind).has(name)) {
    return mustBeRefused(under, 'absent-is-404', [404], call(), `deleting ${full}, which is absent,`);
  }
  if (under.isInUse(kind, name)) {
    await mustBeRefused(under, 'in-use-stays', [400], call(), `deleting ${full}, which is in use,`);
    return mustBeUnchanged(under, 'in-use-stays', kind, name, 'a deletion that was refused');
  }
  await send(call, `deleting ${full}`);
  under.known(kind).delete(name);
  await mustBeAbsent(under, 'deleted-is-gone', kind, name, 'which was deleted');
}
