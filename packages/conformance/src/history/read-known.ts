import { codeOf } from '@gcepool/core/internal';
import type { CloudLaw } from './cloud-laws.ts';
import type { CloudUnderTest, Known } from './cloud-under-test.ts';
import { LawBrokenError } from './law-broken-error.ts';
import { mustBeDone, mustBeRefused, mustBeSame } from './must.ts';
import { canonical, isObject, partOf, type Resource, withPaths } from './resource.ts';
import type { Body, Kind, Name } from './step.ts';

/** Collections whose resources have a fingerprint. */
const GUARDED: ReadonlySet<Kind> = new Set(['backendServices', 'instanceGroups']);

/** Reads a resource that is there: it must have the content that was put into it. Remembers how it reads. */
export async function readKnown(under: CloudUnderTest, kind: Kind, name: Name, content: Body): Promise<Resource> {
  const full = under.nameOf(name);
  const reading = await mustBeDone('reads-as-written', under.calls(kind).get(full), `getting ${full}, which exists,`);
  const expected = comparable({ ...under.resolved(content), name: full });
  const actual = partOf(comparable(reading), expected);
  mustBeSame(under, 'reads-as-written', actual, expected, `${kind} ${full} does not read as it was put`);
  if (GUARDED.has(kind) && !reading.fingerprint && under.looksAt('fingerprint-follows-content')) {
    throw new LawBrokenError('fingerprint-follows-content', `${kind} ${full} has no fingerprint`);
  }
  const { members = [] } = under.known(kind).get(name) ?? {};
  under.known(kind).set(name, { content, reading, members });
  return reading;
}

/** Everything of a resource must read as before. */
export async function mustBeUnchanged(
  under: CloudUnderTest,
  law: CloudLaw,
  kind: Kind,
  name: Name,
  what: string,
): Promise<void> {
  const known = under.known(kind).get(name);
  const full = under.nameOf(name);
  if (known === undefined) return mustBeAbsent(under, law, kind, name, what);
  const reading = await under
    .calls(kind)
    .get(full)
    .catch((error: unknown) => {
      if (codeOf(error) === 404) return { name: `${full} is gone` };
      throw error;
    });
  mustBeSame(under, law, reading, known.reading, `${kind} ${full} was changed by ${what}`);
}

/** A resource must be absent. */
export async function mustBeAbsent(
  under: CloudUnderTest,
  law: CloudLaw,
  kind: Kind,
  name: Name,
  what: string,
): Promise<void> {
  // Nothing can be read by a name that is none.
  if (name === 'Bad_Name') return;
  const full = under.nameOf(name);
  await mustBeRefused(under, law, [404], under.calls(kind).get(full), `getting ${full}, ${what},`);
}

/** New content must have a new fingerprint. */
export function mustHaveFollowed(under: CloudUnderTest, kind: Kind, before: Resource, after: Resource): void {
  if (!GUARDED.has(kind)) return;
  const { fingerprint: old, ...rest } = before;
  const { fingerprint: present, ...now } = after;
  if (canonical(rest) === canonical(now) || !under.looksAt('fingerprint-follows-content')) return;
  if (present !== old) return;
  throw new LawBrokenError('fingerprint-follows-content', `${after.name} was changed and kept its fingerprint`);
}

/** Links as paths, and named ports in one order: a cloud may keep them in another. */
export function comparable(resource: Readonly<Record<string, unknown>>): unknown {
  const paths = withPaths(resource);
  if (!isObject(paths) || !Array.isArray(paths['namedPorts'])) return paths;
  return { ...paths, namedPorts: paths['namedPorts'].toSorted(byText) };
}

function byText(a: unknown, b: unknown): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}

/** What is known of a resource. @throws Error where nothing is, which is a mistake of this package. */
export function knownOf(under: CloudUnderTest, kind: Kind, name: Name): Known {
  const known = under.known(kind).get(name);
  if (known === undefined) throw new Error(`${kind} ${name} is not known: this is a bug of @gcepool/conformance`);
  return known;
}
