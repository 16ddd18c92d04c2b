import { absentAsUndefined } from '@gcepool/core/internal';
import type { CloudUnderTest } from './cloud-under-test.ts';
import { LawBrokenError } from './law-broken-error.ts';
import { mustBeDone } from './must.ts';
import { once, runChange, type Send } from './run-change.ts';
import { runEndpoints } from './run-endpoints.ts';
import { runMembers } from './run-members.ts';
import { runRace } from './run-race.ts';
import { runGet, runGetHealth, runList } from './run-read.ts';
import type { Kind, Step } from './step.ts';

/**
 * Does the steps one after the other, compares what the cloud says with the model, and reads everything at the end. What the
 * steps made is deleted in any case.
 *
 * @throws LawBrokenError that knows its step.
 */
export async function runSteps(under: CloudUnderTest, steps: readonly Step[]): Promise<void> {
  const { kinds } = under.place;
  let at = 0;
  try {
    for (const step of steps) {
      await runStep(under, step);
      at += 1;
    }
    for (const kind of kinds) await runList(under, kind);
  } catch (error) {
    if (error instanceof LawBrokenError) error.step = at;
    // What went wrong first is told, and not what could not be deleted because of it.
    await clearAll(under).catch(() => undefined);
    throw error;
  }
  await clearAll(under);
}

async function clearAll(under: CloudUnderTest): Promise<void> {
  for (const kind of under.place.kinds) await clear(under, kind);
}

function runStep(under: CloudUnderTest, step: Step): Promise<void> {
  switch (step.do) {
    case 'get':
      return runGet(under, step.kind, step.name);
    case 'list':
      return runList(under, step.kind, step.only);
    case 'race':
      return runRace(under, step);
    case 'again':
      return runChange(under, step.step, twice(under));
    case 'getHealth':
      return runGetHealth(under, step.name, step.group);
    case 'addInstances':
    case 'removeInstances':
      return runMembers(under, step);
    case 'attachNetworkEndpoints':
    case 'detachNetworkEndpoints':
      return runEndpoints(under, step);
    case 'create':
    case 'update':
    case 'replace':
    case 'patch':
    case 'delete':
      return runChange(under, step, once);
  }
}

/** Makes a call twice under one request id. */
function twice(under: CloudUnderTest): Send {
  if (under.skipped.has('once-per-request-id')) return once;
  return async (call, what) => {
    const options = { requestId: under.place.newRequestId() };
    await once(() => call(options), what);
    under.looksAt('once-per-request-id');
    await mustBeDone('once-per-request-id', call(options), `${what} again under the same request id`);
  };
}

/** Deletes what is known to be there, and what bears our names for whatever reason. */
async function clear(under: CloudUnderTest, kind: Kind): Promise<void> {
  const calls = under.calls(kind);
  const known = [...under.known(kind).keys()].map((name) => under.nameOf(name));
  const listed = (await calls.list()).map(({ name = '' }) => name);
  const ours = new Set([...known, ...listed.filter((name) => name.startsWith(`${under.place.prefix}-`))]);
  for (const name of ours) {
    // Who uses was deleted before what is used.
    await mustBeDone('deleted-is-gone', absentAsUndefined(calls.delete(name)), `deleting ${name} in the end`);
  }
  under.known(kind).clear();
}
