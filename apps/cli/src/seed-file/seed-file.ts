import { LineCounter, isMap, isNode, isPair, isScalar, parseDocument } from 'yaml';
import type { Document } from 'yaml';
import { usageFailure } from '../failure.ts';
import type { Source } from '../kubernetes/read-source.ts';

/** Where something is in the file: keys and positions, from its top. */
export type SeedPath = readonly (string | number)[];

/** A file of YAML that a person wrote, by whose lines they are told what is wrong in it. */
export class SeedFile {
  readonly #name: string;
  readonly #document: Document.Parsed;
  readonly #lines: LineCounter;

  /** @throws Failure for what is no YAML */
  constructor({ name, text }: Source) {
    this.#name = name;
    this.#lines = new LineCounter();
    this.#document = parseDocument(text, { merge: true, logLevel: 'silent', lineCounter: this.#lines });
    const [error] = this.#document.errors;
    if (error === undefined) return;
    const line = this.#lines.linePos(error.pos[0]).line;
    throw usageFailure(
      `--seed-file ${name}:${line}: ${error.message.replace(/ at line \d+, column \d+:?\n.*/s, '')}`,
      error,
    );
  }

  /** What the file says, as YAML reads it. @throws Failure for aliases without end */
  content(): unknown {
    try {
      return this.#document.toJS();
    } catch (error) {
      throw usageFailure(`--seed-file ${this.#name}: ${error instanceof Error ? error.message : String(error)}`, error);
    }
  }

  /** What is wrong with the value at a path, as `FILE:LINE: PATH: what`. */
  problem(path: SeedPath, what: string): string {
    const shown = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`)).join('');
    return `${this.#name}:${this.#lineOf(path)}: ${shown === '' ? '' : `${shown.slice(1)}: `}${what}`;
  }

  /** That of its key, or of the nearest thing around it that the file has. */
  #lineOf(path: SeedPath): number {
    const offset = this.#offsetOf(path);
    if (offset !== undefined) return this.#lines.linePos(offset).line;
    return path.length === 0 ? 1 : this.#lineOf(path.slice(0, -1));
  }

  #offsetOf(path: SeedPath): number | undefined {
    const last = path.at(-1);
    const around = this.#document.getIn(path.slice(0, -1), true);
    if (isMap(around)) {
      const pair = around.items.find(({ key }) => (isScalar(key) ? key.value : key) === last);
      return isPair(pair) && isNode(pair.key) ? pair.key.range?.[0] : undefined;
    }
    const node = this.#document.getIn(path, true);
    return isNode(node) ? node.range?.[0] : undefined;
  }
}
