import type { Simulator } from '@gcepool/sim';
import type { Difference } from './difference.ts';
import { differencesOf } from './difference.ts';
import type { Exchange } from './exchange.ts';
import type { Json } from './json.ts';
import { isJsonObject, mapTexts } from './json.ts';
import { FINGERPRINT, Placeholders } from './placeholders.ts';

/** A recorded exchange, and where the answer to the same request now differs. */
export interface Compared {
  readonly exchange: Exchange;
  readonly differences: readonly Difference[];
}

/** How far a mutation has come when it is answered is a matter of luck. */
const isUnderWay = ({ method, responseBody }: Exchange, field: string): boolean =>
  method !== 'GET' &&
  isJsonObject(responseBody) &&
  responseBody['kind'] === 'compute#operation' &&
  /^(?:status|progress|startTime|endTime)$/.test(field);

const OPERATION = '${operationID}';

/** A running operation of the simulator, and what the recording says of it. */
interface Started {
  readonly name: string;
  readonly operationType: Json | undefined;
  readonly targetLink: Json | undefined;
}

/** Sends the requests of a recording to a fresh simulator, in their order, and compares what it answers. */
export function replay(exchanges: readonly Exchange[], simulator: Simulator): readonly Compared[] {
  const replayed = new Replay(simulator);
  return exchanges.map((exchange) => ({ exchange, differences: replayed.compare(exchange) }));
}

class Replay {
  readonly #simulator: Simulator;
  readonly #placeholders = new Placeholders();
  readonly #started: Started[] = [];

  constructor(simulator: Simulator) {
    this.#simulator = simulator;
    // The recording's first project is the first here too.
    this.#placeholders.text('projects/recorded-project');
  }

  compare(exchange: Exchange): readonly Difference[] {
    const { method, responseBody } = exchange;
    if (!JSON.stringify(responseBody).includes('resourceNotReady')) this.#finish();
    const path = this.#named(exchange.path, responseBody);
    const query = (exchange.query ?? '').replace(/(?<=requestId=)(?![\da-f]{8}-)[^&]*/, () => crypto.randomUUID());
    const url = `${path}${query === '' ? '' : `?${this.#named(query, responseBody)}`}`;
    const { status, body } = this.#simulator.handle({
      method,
      url,
      headers: { 'content-type': 'application/json' },
      ...(exchange.requestBody !== null && { body: this.#bodyOf(exchange, path) }),
    });
    this.#remember(responseBody, body);
    const answered = this.#placeholders.body((body ?? null) as Json);
    return [
      ...(status === exchange.status ? [] : [{ path: 'status', recorded: exchange.status, answered: status }]),
      ...differencesOf(responseBody, answered).filter(({ path: field }) => !isUnderWay(exchange, field)),
    ];
  }

  /** With the names of this simulator in the place of placeholders. */
  #named(text: string, recorded: Json): string {
    return text
      .replaceAll(OPERATION, () => this.#operationNamed(recorded))
      .replaceAll(/\$\{projectId(?:~(\d+))?\}/g, (_, number = '') => `recorded-project${String(number)}`)
      .replaceAll(
        /\$\{(\w+?)(?:ID|Id)?(?:~(\d+))?\}/g,
        (_, kind: string, number = '') => `${kind.toLowerCase()}${String(number)}-1`,
      );
  }

  #operationNamed(recorded: Json): string {
    const { operationType, targetLink } = isJsonObject(recorded) ? recorded : {};
    const found = this.#started.find((one) => one.operationType === operationType && one.targetLink === targetLink);
    return (found ?? this.#started.at(-1))?.name ?? 'operation-unknown';
  }

  /** Fingerprints are those of the resource as it is here. */
  #bodyOf({ requestBody }: Exchange, path: string): Json {
    const resource = path.replace(/\/set[A-Z]\w*$/, '');
    const current = this.#simulator.handle({ method: 'GET', url: resource }).body;
    return mapTexts(requestBody, (text, fields) => {
      if (text !== FINGERPRINT) return this.#named(text, null);
      const found = fields.reduce<Json | undefined>(
        (value, name) => (isJsonObject(value) ? value[name] : undefined),
        (current ?? null) as Json,
      );
      return typeof found === 'string' ? found : text;
    });
  }

  /** A recording may lack the polls that a client waited with: to read anything is to wait. */
  #finish(): void {
    this.#simulator.handle({ method: 'GET', url: '/compute/v1/projects/recorded-project/zones/us-central1-a' });
  }

  #remember(recorded: Json, body: unknown): void {
    const answered = (body ?? null) as Json;
    if (!isJsonObject(recorded) || !isJsonObject(answered)) return;
    if (recorded['kind'] !== 'compute#operation' || typeof answered['name'] !== 'string') return;
    const { operationType, targetLink } = recorded;
    this.#started.unshift({ name: answered['name'], operationType, targetLink });
  }
}
