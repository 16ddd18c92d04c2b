import { Refusal } from '../kernel/refusal.ts';
import type { Simulator } from '../simulator.ts';
import { LABEL_NAME } from '../collections/label-name.ts';

/** Enough for the tests that run at once on one server. */
const MOST_FORKS = 1000;

/** The simulators behind one server, by name: tests that run at the same time take one each and never meet. */
export class Forks {
  readonly #root: Simulator;
  readonly #byName = new Map<string, Simulator>();
  #made = 0;

  constructor(root: Simulator) {
    this.#root = root;
  }

  /** Names, oldest first. */
  get names(): readonly string[] {
    return [...this.#byName.keys()];
  }

  /** The fork of that name; without a name the simulator that is served. @throws Refusal if there is none */
  of(name: string | undefined): Simulator {
    const found = name === undefined ? this.#root : this.#byName.get(name);
    if (found !== undefined) return found;
    throw new Refusal(404, 'notFound', `There is no fork '${name ?? ''}'; POST /_sim/forks makes one.`);
  }

  /** Whether a simulator is the one of that name still: it may have ended, and another have its name. */
  isOf(name: string | undefined, simulator: Simulator): boolean {
    return (name === undefined ? this.#root : this.#byName.get(name)) === simulator;
  }

  /**
   * Forks a simulator.
   *
   * @param requested default: `fork-1`, `fork-2`, …
   * @returns its name
   * @throws Refusal for a name that is taken or none, and when there are too many
   */
  make(parent: Simulator, requested: string | undefined): string {
    const name = requested ?? this.#nextName();
    if (!LABEL_NAME.test(name)) {
      throw new Refusal(
        400,
        'invalid',
        `'${name}' is no name of a fork: it must be a match of regex '${LABEL_NAME.source}'.`,
      );
    }
    if (this.#byName.has(name)) throw new Refusal(409, 'alreadyExists', `The fork '${name}' already exists.`);
    if (this.#byName.size >= MOST_FORKS) {
      const message = `There are ${MOST_FORKS} forks, and no more are kept: end some with DELETE /_sim/forks/NAME.`;
      throw new Refusal(429, 'rateLimitExceeded', message, { frontEndStatus: 'RESOURCE_EXHAUSTED' });
    }
    this.#byName.set(name, parent.fork());
    return name;
  }

  /** Forgets a fork. @throws Refusal if there is none of that name */
  end(name: string): void {
    this.of(name);
    this.#byName.delete(name);
  }

  #nextName(): string {
    do this.#made++;
    while (this.#byName.has(`fork-${this.#made}`));
    return `fork-${this.#made}`;
  }
}

const PREFIX = '/_sim/forks/';

/** Which fork a URL means, by the prefix `/_sim/forks/NAME`, and the URL without it. */
export function forkOf(url: string): { readonly name: string | undefined; readonly url: string } {
  if (!url.includes(PREFIX)) return { name: undefined, url };
  const found = /^(?:https?:\/\/[^/?#]*)?\/_sim\/forks\/([^/?#]*)(\/.*)$/is.exec(url);
  return { name: found?.[1], url: found?.[2] ?? url };
}
