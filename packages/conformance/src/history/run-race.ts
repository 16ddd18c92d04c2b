import { codeOf } from '@gcepool/core/internal';
import type { CloudUnderTest } from './cloud-under-test.ts';
import { LawBrokenError } from './law-broken-error.ts';
import { mustBeDone, mustBeRefused } from './must.ts';
import { comparable, knownOf, mustBeUnchanged, readKnown } from './read-known.ts';
import { canonical, partOf, type Resource } from './resource.ts';
import type { Body, ChangeableKind, Name, Step } from './step.ts';

type Race = Extract<Step, { do: 'race' }>;

/** Two writers read the same, and then both write. Without anything to write to, nothing happens. */
export async function runRace(under: CloudUnderTest, { kind, name, bodies, at }: Race): Promise<void> {
  if (!under.known(kind).has(name)) return;
  const { content } = knownOf(under, kind, name);
  const before = await readKnown(under, kind, name, content);
  return (at === 'once' ? atOnce : inTurn)(under, { kind, name, content, before, bodies });
}

interface Racing {
  readonly kind: ChangeableKind;
  readonly name: Name;
  readonly content: Body;
  readonly before: Resource;
  readonly bodies: readonly [Body, Body];
}

async function inTurn(under: CloudUnderTest, { kind, name, content, before, bodies }: Racing): Promise<void> {
  const full = under.nameOf(name);
  const [first, second] = bodies;
  const write = (body: Body): Promise<void> => under.changeableCalls(kind).update({ ...before, ...body });
  await mustBeDone('reads-as-written', write(first), `updating ${full}, as it was read,`);
  const between = await readKnown(under, kind, name, { ...content, ...first });
  if (between.fingerprint === before.fingerprint) {
    await mustBeDone('reads-as-written', write(second), `updating ${full}, as it was read,`);
    await readKnown(under, kind, name, { ...content, ...second });
    return;
  }
  await mustBeRefused(under, 'stale-is-412', [412], write(second), `updating ${full} with a stale fingerprint`);
  await mustBeUnchanged(under, 'refused-changes-nothing', kind, name, 'an update that was refused');
}

async function atOnce(under: CloudUnderTest, { kind, name, content, before, bodies }: Racing): Promise<void> {
  const full = under.nameOf(name);
  const write = (body: Body): Promise<void> => under.changeableCalls(kind).update({ ...before, ...body });
  const outcomes = await Promise.allSettled(bodies.map((body) => write(body)));
  for (const outcome of outcomes) {
    // 400 is `resourceNotReady`: the other change is under way.
    if (outcome.status === 'fulfilled' || [400, 412].includes(codeOf(outcome.reason) ?? 0)) continue;
    throw new LawBrokenError(
      'one-writer-wins',
      `of two updates of ${full} at once one failed with ${codeOf(outcome.reason)}`,
      {
        cause: outcome.reason,
      },
    );
  }
  const winners = bodies.filter((_, index) => outcomes[index]?.status === 'fulfilled');
  const isGuarded = before.fingerprint !== undefined && bodies.every((body) => !hasAlready(before, body));
  if (under.looksAt('one-writer-wins') && (isGuarded ? winners.length !== 1 : winners.length === 0)) {
    const won = `${winners.length} of two updates of ${full} at once, from one reading, were carried out`;
    throw new LawBrokenError('one-writer-wins', `${won}; it must be one`);
  }
  const after = await under.calls(kind).get(full);
  const present = winners.find((body) => hasAlready(after, body)) ?? winners[0] ?? {};
  await readKnown(under, kind, name, { ...content, ...present });
}

/** Whether putting a body would change nothing. */
function hasAlready(reading: Resource, body: Body): boolean {
  const expected = comparable(body);
  return canonical(partOf(comparable(reading), expected)) === canonical(expected);
}
