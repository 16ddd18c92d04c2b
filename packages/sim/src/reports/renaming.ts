import { CERTIFICATE, PRIVATE_KEY } from '../collections/example-certificate.ts';
import { parseCertificate } from '../collections/load-balancing/certificate.ts';
import { projectNumberOf } from '../collections/projects/project-number.ts';
import type { Json } from '../kernel/json.ts';
import { isObject } from '../kernel/json.ts';
import { AddressStandIns } from './address-stand-ins.ts';
import type { ApiWords } from './api-words.ts';
import { apiWords } from './api-words.ts';
import { StandIns } from './stand-ins.ts';
import { whenUsed } from '../kernel/when-used.ts';

const patterns = () => ({
  time: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)/u,
  /** With parts of names around it, it is no address. */
  address: /(?<![\w.-])(?:\d{1,3}\.){3}\d{1,3}(?:\/\d{1,2})?(?![\w-]|\.\d)/u,
  later: /(?<![\w:.-])(?=[\da-fA-F]*:[\da-fA-F]*:)[\da-fA-F:]+(?:\/\d{1,3})?(?![\w:-])/u,
  token: /[\p{L}\p{N}\p{M}_]+(?:-+[\p{L}\p{N}\p{M}_]+)*/u,
  other: /[^ -~\s]/u,
});
const PARTS = whenUsed(
  () =>
    new RegExp(
      Object.entries(patterns())
        .map(([name, { source }]) => `(?<${name}>${source})`)
        .join('|'),
      'gu',
    ),
);

/** Fields whose text opens something, or may be a program of the caller's. */
const SECRET =
  /^(?:accessToken|certificate|clientSecret|content|keyValue|oauth2ClientSecret|password|privateKey|rawKey|rsaEncryptedKey|secretAccessKey|sharedSecret|sharedSecretHash|signature)$/i;

/** What metadata says that decides something, and says nothing of who said it. */
const HARMLESS = /^(?:true|false|yes|no|on|off|y|n|\d{1,5}|)$/i;

/** A digit more, and it may be a number of somebody: of a project, or a telephone. */
const LONGEST_NUMBER = 5;
const LONGEST_NUMBER_IN_NAME = 3;
/** A token without hyphens that is as long is a key rather than a name. */
const SHORTEST_KEY = 20;

/**
 * Puts stand-ins in the place of whatever is no word of the API and no name that Google gave, wherever it is: what is not known to be
 * everybody's is taken for somebody's.
 */
export class Renaming {
  readonly #words: ApiWords = apiWords();
  readonly #standIns = new StandIns();
  readonly #addresses = new AddressStandIns();
  /** What the service itself called otherwise: generated names, ids, fingerprints. */
  readonly #learned: Map<string, string> = new Map();

  /** From now on one token stands for another, which the service gave out where everything is renamed. */
  learn(token: string, other: string): void {
    this.#learned.set(token, other);
  }

  /** A text of any kind: a link, a filter, a sentence. */
  text(text: string): string {
    const whole = this.#learned.get(text);
    if (whole !== undefined) return whole;
    return text.replace(PARTS(), (part, ...rest: unknown[]) => {
      // The last argument is the groups, for the pattern names them.
      const groups = rest.at(-1) as Readonly<Partial<Record<keyof ReturnType<typeof patterns>, string>>>;
      if (groups.time !== undefined) return part;
      if (groups.other !== undefined) return 'ü';
      if (groups.address !== undefined || groups.later !== undefined) {
        return this.#learned.get(part) ?? this.#addresses.of(part);
      }
      return this.#token(part);
    });
  }

  /** The path and the query of a URL, each part as it is before it is written for a URL. */
  url(url: string): string {
    const start = /^[a-z]+:\/\/[^/?#]*/i.exec(url)?.[0].length ?? 0;
    const [path = '', ...queries] = url.slice(start).split('?');
    const named = path
      .split('/')
      .map((segment) => this.#encoded(segment))
      .join('/');
    if (queries.length === 0) return named;
    const pairs = queries
      .join('?')
      .split('&')
      .map((pair) =>
        pair
          .split('=')
          .map((part) => this.#encoded(part.replaceAll('+', '%20')))
          .join('='),
      );
    return `${named}?${pairs.join('&')}`;
  }

  /** A body, or any part of one. */
  json<T extends Json | undefined>(value: T, field = ''): T {
    return this.#json(value, field, undefined) as T; // of the same form: only texts and keys are others
  }

  #json(value: Json | undefined, field: string, parent: string | undefined): Json | undefined {
    if (typeof value === 'string') return this.#value(value, field, parent);
    if (Array.isArray(value)) return value.map((item) => this.#json(item, field, parent) ?? null);
    if (!isObject(value)) return value;
    const isMap = this.#words.maps.has(field);
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        isMap || !/^[a-zA-Z]\w*$/.test(key) || !this.#words.has(key) ? this.text(key) : key,
        this.#json(item, isMap ? '' : key, field),
      ]),
    );
  }

  #value(text: string, field: string, parent: string | undefined): string {
    if (text.includes('-----BEGIN ')) return this.#pem(text);
    if (this.#words.numbers.has(field) && /^-?\d+$/.test(text)) return text;
    const isMetadata = field === 'value' && parent === 'items';
    if (isMetadata || SECRET.test(field)) return HARMLESS.test(text) ? text : this.secret(text);
    return this.text(text);
  }

  /** A text of which nothing is told but its length. */
  secret(text: string): string {
    return this.#learned.get(text) ?? this.#standIns.opaque(text);
  }

  /** A certificate that can be read, and its key, for which an example's stand; anything else is read by nobody. */
  #pem(text: string): string {
    if (text.includes('CERTIFICATE')) return parseCertificate(text) === undefined ? this.secret(text) : CERTIFICATE;
    return text.includes('PRIVATE KEY') ? PRIVATE_KEY : this.secret(text);
  }

  #encoded(part: string): string {
    try {
      const text = decodeURIComponent(part);
      const renamed = this.text(text);
      return renamed === text ? part : encodeURIComponent(renamed).replaceAll('%3A', ':').replaceAll('%2C', ',');
    } catch {
      // What cannot be read is refused, and is told nothing of.
      return `%${this.#standIns.opaque(part.replaceAll('%', ''))}`;
    }
  }

  #token(token: string): string {
    const learned = this.#learned.get(token);
    if (learned !== undefined) return learned;
    if (this.#words.has(token)) return token;
    if (/^\d+$/.test(token)) return token.length <= LONGEST_NUMBER ? token : this.#standIns.number(token);
    if (/^[0-]+$/.test(token)) return token;
    if (isUuid(token) || (token.length >= SHORTEST_KEY && !token.includes('-'))) return this.#standIns.opaque(token);
    const renamed = token.replaceAll(/[a-zA-Z]+|\d+|[^ -~\s]/g, (part) => {
      if (/[^ -~\s]/.test(part)) return 'ü';
      if (/^\d/.test(part)) {
        const short = part.length <= LONGEST_NUMBER_IN_NAME;
        return this.#learned.get(part) ?? (short ? part : this.#standIns.number(part));
      }
      return this.#standIns.word(part);
    });
    this.#learnNumber(token, renamed);
    this.#learned.set(token, renamed);
    return renamed;
  }

  /** A project has a number that follows from its name. */
  #learnNumber(token: string, renamed: string): void {
    if (!/^[a-z][-a-z0-9]*$/.test(token)) return;
    this.#learned.set(projectNumberOf(token), projectNumberOf(renamed));
  }
}

/** What a client makes up for each request; the one of zeros is refused. */
const isUuid = (token: string): boolean => /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(token);
