import { joined } from '../kernel/bytes.ts';
import type { JsonObject } from '../kernel/json.ts';
import { KeptByObject } from '../kernel/kept-by-object.ts';
import { nodeCrypto } from '../kernel/node-modules.ts';
import type { Item } from './page-pieces.ts';
import { isLongPage, pagePieces, textAt } from './page-pieces.ts';

/** The body of an answer, as it travels. */
export class AnswerBody {
  /** A text where it is short, for that leaves together with the headers; bytes where it is long, for those need no more work. */
  readonly content: string | Uint8Array;
  #digest: string | undefined;

  /** @param digest where it is not that of the content */
  constructor(content: string | Uint8Array, digest?: string) {
    this.content = content;
    this.#digest = digest;
  }

  /** The same for the same answer. */
  get digest(): string {
    return (this.#digest ??= digestOf(this.content));
  }
}

/** How much of what was written is kept, in bytes, by all simulators of a process: half of it whole, half resource by resource. */
const MOST_KEPT = 64 * 1024 * 1024;
const SHORT = 16 * 1024;
/** As long as a text can be, for whoever reads it as one. */
const LONGEST = 2 ** 29 - 24;

const bodies = new KeptByObject<AnswerBody>(MOST_KEPT / 2);
const parts = new KeptByObject<Part>(MOST_KEPT / 2);
const encoder = new TextEncoder();

/**
 * The body in which an answer travels. What answers is immutable: it is written once, and so is each resource on a long page.
 *
 * @throws RangeError when it is longer than a text can be
 */
export function answerBody(answer: JsonObject, isCompact: boolean): AnswerBody {
  const form = isCompact ? 0 : 1;
  const known = bodies.get(answer, form);
  if (known !== undefined) return known;
  const body = isLongPage(answer) ? bodyOfPage(answer, isCompact) : bodyOfText(bodyText(answer, isCompact));
  bodies.set(answer, form, body, body.content.length);
  return body;
}

const bodyText = (answer: JsonObject, isCompact: boolean): string =>
  isCompact ? JSON.stringify(answer) : `${JSON.stringify(answer, undefined, 2)}\n`;

const bodyOfText = (text: string): AnswerBody => new AnswerBody(text.length < SHORT ? text : encoder.encode(text));

/** 27 characters of base64url. */
const digestOf = (content: string | Uint8Array): string =>
  nodeCrypto().hash('sha256', content, 'base64url').slice(0, 27);

/** A resource on a page as it stands there, after another. */
interface Part {
  readonly bytes: Uint8Array;
  readonly digest: string;
}

function bodyOfPage(page: JsonObject, isCompact: boolean): AnswerBody {
  const chunks: Uint8Array[] = [];
  let digests = '';
  let around = '';
  const endText = (): void => {
    chunks.push(encoder.encode(around));
    digests += around;
    around = '';
  };
  for (const piece of pagePieces(page, isCompact)) {
    if (typeof piece === 'string') around += piece;
    else {
      if (around !== '') endText();
      const { bytes, digest } = partOf(piece, isCompact);
      chunks.push(piece.isFirst ? bytes.subarray(1) : bytes);
      digests += digest;
    }
  }
  if (!isCompact) around += '\n';
  endText();
  const content = joined(chunks);
  if (content.length > LONGEST) throw new RangeError('the page is longer than a text can be');
  return new AnswerBody(content, digestOf(digests));
}

function partOf({ item, between, level }: Item, isCompact: boolean): Part {
  const form = isCompact ? 0 : level;
  const known = parts.get(item, form);
  if (known !== undefined) return known;
  const text = between + textAt(item, level, isCompact);
  const part = { bytes: encoder.encode(text), digest: digestOf(text) };
  parts.set(item, form, part, part.bytes.length);
  return part;
}
