import { compileRegex } from './url-map-regex.ts';

/** How many variables and wildcards a template may have. */
const MOST_OPERATORS = 5;
const VARIABLE = /^[A-Za-z]\w{0,15}$/;
const LITERAL = /^[^*{}]*$/;

interface Part {
  /** The variable that what it matches goes to; undefined for a literal or a bare wildcard. */
  readonly name: string | undefined;
  /** As a regular expression. */
  readonly regex: string;
}

const escape = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** `*` is one segment that is not empty, `**` is any number of them, even none. */
function regexOf(segment: string): string | undefined {
  if (segment === '**') return '.*';
  if (segment === '*') return '[^/]+';
  return LITERAL.test(segment) ? escape(segment) : undefined;
}

/** A part between braces: `{name}`, `{name=*}`, `{name=**}`, `{name=books/*}`. */
function variable(text: string): Part | undefined {
  const [name = '', pattern = '*'] = text.split('=', 2);
  if (!VARIABLE.test(name)) return undefined;
  const segments = pattern.split('/').map(regexOf);
  return segments.includes(undefined) ? undefined : { name, regex: segments.join('/') };
}

/** Segments between slashes, but for the slashes inside braces. */
function split(template: string): readonly string[] {
  const segments = [''];
  let isInside = false;
  for (const character of template) {
    if (character === '{') isInside = true;
    if (character === '}') isInside = false;
    if (character === '/' && !isInside) segments.push('');
    else segments[segments.length - 1] += character;
  }
  return segments;
}

/** Parts of a template, one for each segment but for variables that span several; undefined if it is none. */
function parse(template: string): readonly Part[] | undefined {
  if (!template.startsWith('/')) return undefined;
  const parts: Part[] = [];
  for (const text of split(template.slice(1))) {
    const isVariable = text.startsWith('{') && text.endsWith('}');
    const regex = isVariable ? undefined : regexOf(text);
    const part = isVariable
      ? variable(text.slice(1, -1))
      : regex === undefined
        ? undefined
        : { name: undefined, regex };
    if (part === undefined) return undefined;
    parts.push(part);
  }
  return parts;
}

/** Why a text is no path template; undefined if it is one. */
export function templateFault(template: string): string | undefined {
  const parts = parse(template);
  if (parts === undefined) return 'It is not a valid path template.';
  const operators = template.match(/\{[^{}]*\}|\*{1,2}/g) ?? [];
  if (operators.length > MOST_OPERATORS) return `At most ${MOST_OPERATORS} operators can be specified.`;
  const names = parts.flatMap(({ name }) => name ?? []);
  if (new Set(names).size < names.length) return 'A variable can be specified only once.';
  const deep = operators.findIndex((operator) => operator.includes('**'));
  return deep !== -1 && deep < operators.length - 1 ? 'The operator ** must be the last one.' : undefined;
}

/** What each variable of a template matches in a path; undefined when the path does not match. */
export function matchTemplate(template: string, path: string): ReadonlyMap<string, string> | undefined {
  const parts = parse(template);
  if (parts === undefined) return undefined;
  const pattern = parts.map(({ name, regex }) => (name === undefined ? regex : `(${regex})`)).join('/');
  const matcher = compileRegex(`/${pattern}`)?.matcher(path);
  if (matcher === undefined || !matcher.matches()) return undefined;
  const names = variablesOf(template);
  return new Map(names.map((name, index) => [name, matcher.group(index + 1) ?? '']));
}

/** The variables of a template, in its order. */
export const variablesOf = (template: string): readonly string[] =>
  (parse(template) ?? []).flatMap(({ name }) => name ?? []);

/** A variable as a rewrite names it. */
const NAMED = /\{([^{}=]+)\}/g;

/** The variables that a rewrite takes the values of. */
export const variablesIn = (rewrite: string): readonly string[] =>
  [...rewrite.matchAll(NAMED)].map(([, name = '']) => name);

/** A rewrite with its variables replaced by what the path had for them. */
export const expandTemplate = (rewrite: string, variables: ReadonlyMap<string, string>): string =>
  rewrite.replaceAll(NAMED, (_, name: string) => variables.get(name) ?? '');
