import { codeOf, messageOf, refusalOf } from '@gcepool/core/internal';
import type { CloudLaw } from './cloud-laws.ts';
import type { CloudUnderTest } from './cloud-under-test.ts';
import { LawBrokenError } from './law-broken-error.ts';
import { canonical, isObject } from './resource.ts';

/** What GCE calls its refusals. Other words may come with the same status. */
const REASONS: Readonly<Record<number, readonly string[]>> = {
  404: ['notFound', 'resourceNotFound'],
  409: ['alreadyExists', 'resourceAlreadyExists', 'duplicate'],
  412: ['conditionNotMet'],
};

/** Two values must be the same. @throws LawBrokenError that shows both. */
export function mustBeSame(
  under: CloudUnderTest,
  law: CloudLaw,
  actual: unknown,
  expected: unknown,
  what: string,
): void {
  if (!under.looksAt(law) || canonical(actual) === canonical(expected)) return;
  throw new LawBrokenError(law, `${what}\n  expected: ${canonical(expected)}\n  actual:   ${canonical(actual)}`);
}

/** A call must be carried out. @throws LawBrokenError if it is refused. */
export async function mustBeDone<T>(law: CloudLaw, call: Promise<T>, what: string): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof LawBrokenError) throw error;
    const refusal = `${codeOf(error)}: ${messageOf(error)}`;
    throw new LawBrokenError(law, `${what} must be carried out, but it was refused with ${refusal}`, { cause: error });
  }
}

/** A call must be refused with one of these statuses. @throws LawBrokenError if it is carried out or fails in another way. */
export async function mustBeRefused(
  under: CloudUnderTest,
  law: CloudLaw,
  codes: readonly number[],
  call: Promise<unknown>,
  what: string,
): Promise<void> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => ({ thrown }),
  );
  if (error !== undefined) mustTell(under, error.thrown, what);
  if (!under.looksAt(law) || (error !== undefined && codes.includes(codeOf(error.thrown) ?? Number.NaN))) return;
  const outcome =
    error === undefined ? 'it was carried out' : `it rejected with ${codeOf(error.thrown)}: ${messageOf(error.thrown)}`;
  throw new LawBrokenError(law, `${what} must be refused with ${codes.join(' or ')}, but ${outcome}`, {
    cause: error?.thrown,
  });
}

function mustTell(under: CloudUnderTest, error: unknown, what: string): void {
  if (!under.looksAt('refusals-tell')) return;
  const problem = problemOf(error);
  if (problem !== undefined)
    throw new LawBrokenError('refusals-tell', `${what} was refused, but ${problem}`, { cause: error });
}

function problemOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !isObject(error) || typeof Reflect.get(error, 'code') !== 'number') {
    return 'what it rejected with is no Error with a number as its code';
  }
  const reason = refusalOf(error);
  const usual = REASONS[codeOf(error) ?? 0];
  if (reason !== undefined && usual !== undefined && !usual.includes(reason)) {
    return `with ${codeOf(error)} and the reason ${reason}, which is none of ${usual.join(', ')}`;
  }
  const resource: unknown = Reflect.get(error, 'resource');
  return resource === undefined || typeof resource === 'string' ? undefined : 'its resource is no text';
}
