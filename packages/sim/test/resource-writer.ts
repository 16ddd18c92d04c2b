import type { Dice } from './fuzz/dice.ts';
import type { ResourceOp, Result } from './resource-history.ts';

const SERVICES = '/compute/v1/projects/p/global/backendServices';

/** What is known of a resource of which somebody wants to change something. */
interface Seen {
  readonly value: string;
  readonly fingerprint: string;
}

/** One who works on a few resources together with others, asks now this server and now that, and writes down what became of it. */
export class ResourceWriter {
  readonly #dice: Dice;
  readonly #name: string;
  readonly #urls: readonly (() => string)[];
  readonly #record: (resource: string, op: ResourceOp) => void;
  readonly #seen: Map<string, Seen> = new Map();
  #written = 0;

  constructor(
    name: string,
    urls: readonly (() => string)[],
    dice: Dice,
    record: (resource: string, op: ResourceOp) => void,
  ) {
    this.#name = name;
    this.#urls = urls;
    this.#dice = dice;
    this.#record = record;
  }

  /** Does one thing with a resource, and writes it down. */
  work(resource: string): Promise<void> {
    const isSeen = this.#seen.has(resource);
    const kinds = isSeen ? (['patch', 'patch', 'get', 'delete'] as const) : (['insert', 'get'] as const);
    return this.#do(this.#dice.one<ResourceOp['kind']>(kinds), resource);
  }

  /** Reads a resource, and writes it down. */
  read(resource: string): Promise<void> {
    return this.#do('get', resource);
  }

  async #do(kind: ResourceOp['kind'], resource: string): Promise<void> {
    const seen = this.#seen.get(resource);
    const value = kind === 'insert' || kind === 'patch' ? `${this.#name}-${this.#written++}` : undefined;
    const expected = kind === 'patch' ? seen?.value : undefined;
    const start = performance.now();
    const answer = await this.#ask(kind, resource, value, seen?.fingerprint);
    // It never arrived.
    if (answer === 'unsent') return;
    const result = resultOf(kind, answer);
    const end = result.kind === 'unknown' ? Infinity : performance.now();
    if (kind === 'get' && result.kind === 'unknown') return;
    if (kind !== 'get') this.#seen.delete(resource);
    if (kind === 'get' && result.kind === 'done') this.#remember(resource, answer);
    const values = { ...(value === undefined ? {} : { value }), ...(expected === undefined ? {} : { expected }) };
    this.#record(resource, { kind, start, end, result, ...values });
  }

  #remember(resource: string, { body }: Answer): void {
    this.#seen.set(resource, { value: body.description ?? '', fingerprint: body.fingerprint ?? '' });
  }

  async #ask(
    kind: ResourceOp['kind'],
    resource: string,
    value: string | undefined,
    fingerprint: string | undefined,
  ): Promise<Answer | 'unsent'> {
    const body =
      kind === 'insert'
        ? { name: resource, description: value, loadBalancingScheme: 'EXTERNAL_MANAGED', protocol: 'HTTP' }
        : { description: value, fingerprint };
    const method = METHODS[kind];
    try {
      const url = this.#dice.one(this.#urls)();
      const response = await fetch(`${url}${SERVICES}${kind === 'insert' ? '' : `/${resource}`}`, {
        method,
        ...(value === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: response.status, body: (await response.json()) as Answer['body'] };
    } catch (error) {
      return isRefusedConnection(error) ? 'unsent' : { status: 0, body: {} };
    }
  }
}

const METHODS = { insert: 'POST', get: 'GET', patch: 'PATCH', delete: 'DELETE' } as const;

interface Answer {
  /** 0 if none arrived. */
  readonly status: number;
  readonly body: {
    readonly description?: string;
    readonly fingerprint?: string;
    readonly error?: { readonly errors?: readonly { readonly reason?: string }[] };
  };
}

function resultOf(kind: ResourceOp['kind'], { status, body }: Answer): Result {
  if (status === 200) return kind === 'get' ? { kind: 'done', value: body.description ?? '' } : { kind: 'done' };
  if (status === 404) return { kind: 'absent' };
  if (status === 409 || status === 412) return { kind: 'conflict' };
  if (status === 400 && body.error?.errors?.[0]?.reason === 'resourceNotReady') return { kind: 'refused' };
  if (status === 0 || status === 503) return { kind: 'unknown' };
  throw new Error(`${kind} is answered ${status}: ${JSON.stringify(body)}`);
}

const isRefusedConnection = (error: unknown): boolean =>
  error instanceof TypeError && (error.cause as { code?: unknown } | undefined)?.code === 'ECONNREFUSED';
