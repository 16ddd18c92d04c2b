import { whenUsed } from '../../kernel/when-used.ts';

export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=' | ':';

/** `labels.env = "prod"` */
export interface Restriction {
  readonly kind: 'restriction';
  readonly path: readonly string[];
  readonly operator: Operator;
  /** Without its quotes. An asterisk stands for any text. */
  readonly literal: string;
}

/** What a filter in the newer language (AIP-160) says. */
export type Expression =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Expression[] }
  | { readonly kind: 'not'; readonly part: Expression }
  | Restriction;

const DEEPEST = 50;
const KEYWORD = whenUsed(() => /(?:AND|OR|NOT)(?![\p{L}\p{N}_.-])/uy);
const FIELD = whenUsed(() => /[\p{L}_][\p{L}\p{N}_-]*(?:\.(?:[\p{L}\p{N}_][\p{L}\p{N}_-]*|"(?:[^"\\]|\\.)*"))*/suy);
const SEGMENT = /"((?:[^"\\]|\\.)*)"|([^."]+)/gsu;
const OPERATOR = /[<>!]=|[=<>:]/y;
const QUOTED = /"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'/sy;
const BARE = /[^\s()[\]{}"'<>=!,]+/y;

class SyntaxProblem extends Error {}

/**
 * Reads a filter in the newer language: restrictions joined by AND, OR and NOT, where a mere space means AND and OR binds
 * tighter than AND (documented in AIP-160, and relied on by GCE's own example).
 *
 * @returns undefined for a text that is not in this language
 */
export function parseAipFilter(text: string): Expression | undefined {
  try {
    return new Parser(text).parse();
  } catch (problem) {
    if (problem instanceof SyntaxProblem) return undefined;
    throw problem;
  }
}

class Parser {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  parse(): Expression {
    const expression = this.#expression();
    if (this.#at < this.#text.length) throw new SyntaxProblem();
    return expression;
  }

  #expression(): Expression {
    const parts = [this.#factor()];
    while (this.#peek() !== '' && this.#peek() !== ')') {
      this.#keyword('AND');
      parts.push(this.#factor());
    }
    return joined('and', parts);
  }

  #factor(): Expression {
    const parts = [this.#term()];
    while (this.#keyword('OR')) parts.push(this.#term());
    return joined('or', parts);
  }

  #term(): Expression {
    if (this.#keyword('NOT')) return { kind: 'not', part: this.#simple() };
    if (this.#peek() !== '-') return this.#simple();
    this.#at++;
    return { kind: 'not', part: this.#simple() };
  }

  #simple(): Expression {
    if (this.#peek() !== '(') return this.#restriction();
    if (++this.#depth > DEEPEST) throw new SyntaxProblem();
    this.#at++;
    const inner = this.#expression();
    if (this.#peek() !== ')') throw new SyntaxProblem();
    this.#at++;
    this.#depth--;
    return inner;
  }

  #restriction(): Expression {
    this.#peek();
    if (this.#take(KEYWORD()) !== undefined) throw new SyntaxProblem();
    const [field = ''] = this.#taken(FIELD());
    this.#peek();
    const [operator] = this.#taken(OPERATOR);
    this.#peek();
    const quoted = this.#take(QUOTED);
    if (quoted === undefined && this.#take(KEYWORD()) !== undefined) throw new SyntaxProblem();
    const literal = quoted === undefined ? this.#taken(BARE)[0] : unescaped(quoted[1] ?? quoted[2] ?? '');
    if (!/^[\s)]?$/.test(this.#text.charAt(this.#at))) throw new SyntaxProblem();
    return {
      kind: 'restriction',
      path: Array.from(field.matchAll(SEGMENT), ([, key, name]) => (key === undefined ? (name ?? '') : unescaped(key))),
      // The pattern has no other matches.
      operator: operator as Operator,
      literal,
    };
  }

  /** Skips space; the next character, or the empty string at the end. */
  #peek(): string {
    while (/\s/.test(this.#text.charAt(this.#at))) this.#at++;
    return this.#text.charAt(this.#at);
  }

  #keyword(word: 'AND' | 'OR' | 'NOT'): boolean {
    this.#peek();
    const before = this.#at;
    if (this.#take(KEYWORD())?.[0] === word) return true;
    this.#at = before;
    return false;
  }

  #take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text) ?? undefined;
    if (found !== undefined) this.#at = pattern.lastIndex;
    return found;
  }

  #taken(pattern: RegExp): RegExpExecArray {
    const found = this.#take(pattern);
    if (found === undefined) throw new SyntaxProblem();
    return found;
  }
}

const joined = (kind: 'and' | 'or', parts: readonly Expression[]): Expression => {
  const [first] = parts;
  return parts.length === 1 && first !== undefined ? first : { kind, parts };
};

const unescaped = (text: string): string => text.replaceAll(/\\(["'\\])/g, '$1');
