import { isIP } from 'node:net';
import type { Entry } from '../kernel/entry.ts';
import type { Json } from '../kernel/json.ts';
import { asObject, isObject } from '../kernel/json.ts';
import { own } from '../kernel/own.ts';
import { collectionOf } from '../kernel/resource-path.ts';
import type { State } from '../kernel/state.ts';
import type { Simulator } from '../simulator.ts';
import { stateOf } from '../simulator.ts';
import type { Run } from './run.ts';

/** What became of resources, by path; undefined of one that is gone. Operations are left out. */
type Changes = ReadonlyMap<string, Entry | undefined>;

/** What a run has changed of what there was before all runs. It is not asked while the run goes on. */
function changesOf({ gce, faultless: { before } }: Run): Changes {
  const found = known.get(gce);
  if (found !== undefined) return found;
  const changes = new Map<string, Entry | undefined>();
  stateOf(gce).scanDifferences(stateOf(before), (path, entry) => {
    if (collectionOf(path) !== 'operations') changes.set(path, entry);
  });
  known.set(gce, changes);
  return changes;
}

const known = new WeakMap<Simulator, Changes>();

/** Paths of what a run has made and not taken away again. What every project has is there before it is stored. */
export function madeBy(run: Run): readonly string[] {
  const { before } = run.faultless;
  const made = [...changesOf(run)].flatMap(([path, entry]) => (entry === undefined ? [] : [path]));
  return made.filter((path) => !isThere(before, path)).toSorted();
}

/** Whether there is a resource at a path, or would be as soon as anybody looked. */
export const isThere = (gce: Simulator, path: string): boolean =>
  stateOf(gce).get(path) !== undefined || gce.peek({ method: 'GET', url: `/compute/v1/${path}` }).status === 200;

/** How the end of a run differs from that of the run without a fault, in a sentence; undefined where it does not. */
export function tellDifference(run: Run): string | undefined {
  const { faultless } = run;
  const paths = new Set([...changesOf(faultless).keys(), ...changesOf(run).keys()]);
  const [expected, found] = [stateOf(faultless.gce), stateOf(run.gce)];
  const differing = [...paths].filter((path) => differs(path, expected, found)).toSorted();
  const missing = differing.filter((path) => found.get(path) === undefined && !isThere(run.gce, path));
  const added = differing.filter((path) => expected.get(path) === undefined && !isThere(faultless.gce, path));
  const other = differing.filter((path) => found.get(path) !== undefined && expected.get(path) !== undefined);
  const parts = [
    ...(missing.length === 0 ? [] : [`missing: ${missing.join(', ')}`]),
    ...(added.length === 0 ? [] : [`in excess: ${added.join(', ')}`]),
    ...(other.length === 0 ? [] : [`other than without a fault: ${other.join(', ')}`]),
  ];
  return parts.length === 0 ? undefined : parts.join('; ');
}

function differs(path: string, expected: State, found: State): boolean {
  const [one, other] = [expected.get(path), found.get(path)];
  if (one === other) return false;
  if (one === undefined || other === undefined) return true;
  return !isAlike(one.resource, other.resource) || !isAlike(hiddenOf(one), hiddenOf(other));
}

/** What is kept of the history: what probes remember, and which addresses are held or come next, where nobody chose them. */
const HISTORY: ReadonlySet<string> = new Set(['ephemeral', 'ip', 'nextAddress', 'probing']);

/** What an entry keeps hidden, without what says nothing that other fields do not. */
const hiddenOf = ({ hidden }: Entry): Json =>
  Object.fromEntries(Object.entries(asObject(hidden)).filter(([name]) => !HISTORY.has(name)));

/** Whether two values differ in nothing but what the service draws. */
function isAlike(one: Json | undefined, other: Json | undefined): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((item, index) => isAlike(item, other[index]));
  if (!isObject(one) || !isObject(other)) return false;
  for (const name of Object.keys(one)) {
    const [value, found] = [own(one, name), own(other, name)];
    if (!isDrawn(name) && !isAlike(value, found) && !areAddresses(name, value, found)) return false;
  }
  return Object.keys(other).every((name) => own(one, name) !== undefined || isDrawn(name));
}

/** Whether a field holds two addresses, of which who asks for one by its number gets no other. */
const areAddresses = (name: string, one: Json | undefined, other: Json | undefined): boolean =>
  (name === 'address' || name === 'IPAddress') &&
  [one, other].every((value) => typeof value === 'string' && isIP(value) !== 0);

const NAMES = new Set(['id', 'etag', 'selfLinkWithId', 'generatedId', 'natIP', 'networkIP']);

/** Whether the service draws or counts what a field holds: two makings of one thing differ in it. */
const isDrawn = (name: string): boolean => NAMES.has(name) || /[tT]imestamp$|[fF]ingerprint$|WithId$/.test(name);
