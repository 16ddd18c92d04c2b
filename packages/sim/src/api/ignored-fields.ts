import type { SentOutput } from '../collections/call.ts';
import type { Ignored } from '../kernel/ignored.ts';
import type { Json } from '../kernel/json.ts';
import { nearest } from '../kernel/nearest.ts';
import { badRequest, invalid } from '../kernel/refusal.ts';

/** A request may hold any number of names that nobody knows; so many are told. */
const MOST = 20;
/** How much is told of a name or value. */
const LONGEST = 100;

/**
 * Gathers what a request holds to no effect. Compute looks past names it does not know: requests that Terraform's provider
 * sends every day hold some, and in no public report is one refused. A strict simulator refuses them.
 */
export class IgnoredFields {
  readonly #isStrict: boolean;
  #found: Ignored[] | undefined;
  #outputs: SentOutput[] | undefined;

  constructor(isStrict: boolean) {
    this.#isStrict = isStrict;
  }

  /** What was found, in its order; undefined if all has an effect. */
  get found(): readonly Ignored[] | undefined {
    return this.#found;
  }

  /** What was found of what only the service sets; undefined if there is none. */
  get outputs(): readonly SentOutput[] | undefined {
    return this.#outputs;
  }

  /** A field that only the service sets. Whether its value is lost depends on the resource, and strict or not it is taken. */
  output(field: string, name: string, value: Json): void {
    const outputs = (this.#outputs ??= []);
    if (outputs.length < MOST) outputs.push({ field: cut(field), name, value });
  }

  /** A name in a message that has no field of it. @throws Refusal when strict */
  unknownField(path: string, name: string, known: readonly string[]): void {
    if (this.#isStrict) {
      throw badRequest(`Invalid JSON payload received. Unknown name "${name}" at '${path}': Cannot find field.`);
    }
    this.#add(`${path}.${name}`, { name, known });
  }

  /** A value that an enumeration does not have. @throws Refusal when strict */
  unknownValue(path: string, value: string, known: readonly string[]): void {
    if (this.#isStrict) throw invalid(path, value, `Must be one of: ${known.join(', ')}.`);
    this.#add(path, { name: value, known }, value);
  }

  /** A parameter of the query that the method does not declare. @throws Refusal when strict */
  unknownParameter(name: string, known: readonly string[]): void {
    if (this.#isStrict) {
      throw badRequest(
        `Invalid JSON payload received. Unknown name "${name}": Cannot bind query parameter. Field '${name}' could not be found in request message.`,
      );
    }
    this.#add(`query.${name}`, { name, known });
  }

  /** Something that the method does not take. @throws Refusal when strict */
  unwanted(field: string, explanation: string): void {
    if (this.#isStrict) throw badRequest(`Invalid JSON payload received. ${explanation}`);
    this.tell(field);
  }

  /** Something that clients are seen to send, and that is ignored whether strict or not. */
  tell(field: string): void {
    this.#add(field);
  }

  /** What is not told any more costs nothing: a request may hold any number of names. */
  #add(field: string, misspelt?: Misspelt, value?: string): void {
    const found = (this.#found ??= []);
    if (found.length >= MOST) return;
    found.push({ field: cut(field), ...(value === undefined ? {} : { value: cut(value) }), ...nearestTo(misspelt) });
  }
}

/** What is told ends up on consoles: it is short, and what moves a cursor is spelled out. */
function cut(text: string): string {
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text;
  return short.replaceAll(
    /\p{C}/gu,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}

/** A name that nobody knows, and those that are known in its place. */
interface Misspelt {
  readonly name: string;
  readonly known: readonly string[];
}

function nearestTo({ name, known }: Misspelt = { name: '', known: [] }): Pick<Ignored, 'nearest'> {
  const [found] = nearest(name.slice(0, LONGEST), known, 1);
  return found === undefined ? {} : { nearest: found };
}
