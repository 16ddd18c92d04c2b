import type { Simulator, SimulatorOptions, Snapshot } from '@gcepool/sim';
import { createSimulator } from '@gcepool/sim';
import { usageFailure } from '../failure.ts';
import { readSource } from '../kubernetes/read-source.ts';
import type { SeedPath } from './seed-file.ts';
import { SeedFile } from './seed-file.ts';
import type { SeedRequest } from './seed-requests.ts';
import { seedRequests } from './seed-requests.ts';

/** What became of a request that was refused, or whose operation failed. */
interface Refused {
  readonly request: SeedRequest;
  readonly message: string;
}

/** How many problems are told at once. */
const MOST_TOLD = 5;

/**
 * What a simulator is that a seed file says all of: its resources are inserted as by any client, so that defaults, checks and
 * references hold, in whichever order they can be.
 *
 * @param options of the simulator that goes on from it
 * @throws Failure naming file, line and field of what is refused
 */
export async function seededSnapshot(path: string, options: SimulatorOptions): Promise<Snapshot> {
  const file = new SeedFile(await readSource('--seed-file', path));
  const { inserts, later } = seedRequests(file);
  // Whoever writes by hand is told of every name that means nothing.
  const always = { clock: 'instant', operationLatencyMs: 0, strict: true, auth: 'none' } as const;
  const { onCall: _, iam: __, ...given } = options;
  const simulator = createSimulator({ ...given, ...always });
  const send = (request: SeedRequest): readonly Refused[] => {
    const { body: answer } = simulator.handle({ method: 'POST', url: request.url, body: request.body });
    simulator.clock.runUntilIdle();
    const message = refusalOf(answer) ?? refusalOf(finished(answer, simulator));
    return message === undefined ? [] : [{ request, message }];
  };
  let refused = inserts.flatMap(send);
  for (let before = inserts.length; refused.length > 0 && refused.length < before;) {
    before = refused.length;
    refused = refused.flatMap(({ request }) => send(request));
  }
  if (refused.length === 0) refused = later.flatMap(send);
  if (refused.length > 0) throw usageFailure(`--seed-file ${toldOf(refused, file)}`);
  return simulator.snapshot();
}

function toldOf(refused: readonly Refused[], file: SeedFile): string {
  const told = refused
    .slice(0, MOST_TOLD)
    .map(({ request, message }) => file.problem(fieldIn(request, message), message));
  const more = refused.length - told.length;
  return [...told, ...(more > 0 ? [`and ${more} more`] : [])].join('\n');
}

/** The operation that an answer is, as it ended. */
function finished(answer: object | undefined, simulator: Simulator): object | undefined {
  // Answers of the API have these fields, where they have them.
  const { kind, selfLink } = (answer ?? {}) as { readonly kind?: string; readonly selfLink?: string };
  if (kind !== 'compute#operation' || selfLink === undefined) return undefined;
  return simulator.handle({ method: 'GET', url: selfLink }).body;
}

/** The message of an error, or of an operation that failed; undefined where all is well. */
function refusalOf(body: object | undefined): string | undefined {
  // Answers of the API have these fields, where they have them.
  const { error } = (body ?? {}) as {
    readonly error?: { readonly message?: string; readonly errors?: readonly { message?: string }[] };
  };
  return error === undefined ? undefined : (error.message ?? error.errors?.[0]?.message ?? 'it was refused');
}

/** The field that a message names, or the link in the resource that it says leads nowhere. */
function fieldIn({ at, body }: SeedRequest, message: string): SeedPath {
  const [, unknown, named = ''] = /(?:name "(\w+)" at )?'resource\.?([^']*)'/.exec(message) ?? [];
  if (unknown !== undefined || named !== '')
    return [...at, ...partsOf(named), ...(unknown === undefined ? [] : [unknown])];
  const missing = /resource '([^']+)' was not found/.exec(message)?.[1];
  return missing === undefined ? at : [...at, ...(pathOfLink(body, missing) ?? [])];
}

/** `backends[0].group` → `backends`, 0, `group` */
const partsOf = (field: string): SeedPath =>
  (field.match(/[^.[\]]+/g) ?? []).map((part) => (/^\d+$/.test(part) ? Number(part) : part));

function pathOfLink(value: unknown, target: string): SeedPath | undefined {
  if (typeof value === 'string') {
    return value !== '' && (`/${target}`.endsWith(`/${value}`) || value.endsWith(`/${target}`)) ? [] : undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, below] of Object.entries(value)) {
    const found = pathOfLink(below, target);
    if (found !== undefined) return [Array.isArray(value) ? Number(key) : key, ...found];
  }
  return undefined;
}
