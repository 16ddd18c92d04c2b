import type { Source } from './read-source.ts';

/** One document of a source: what it holds, or why it cannot be read. */
export type ParsedDocument = { readonly where: string } & (
  | { readonly value: unknown; readonly problem?: undefined }
  | { readonly problem: string }
);

/**
 * The documents of a JSON text: one, one on each line, or one after the other as `jq '.items[]'` prints them. `undefined` where
 * it is another kind of text. JSON is YAML too, but the list of a whole cluster parses a hundred times faster as what it is.
 */
export function jsonDocuments({ name, text }: Source): ParsedDocument[] | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined;
  const whole = parsed(text);
  if (whole.problem === undefined) return [{ where: name, ...whole }];
  const chunks = linesOf(text) ?? chunksOf(text);
  const read = chunks?.map(({ line, text: chunk }, index) => ({
    where: `${name} document ${index + 1} (line ${line})`,
    ...parsed(chunk),
  }));
  // Flow-style YAML also starts with a bracket, and holds no JSON at all.
  return read?.some(({ problem }) => problem === undefined) === true ? read : undefined;
}

interface Chunk {
  readonly line: number;
  readonly text: string;
}

/** The lines of JSON lines: a broken one spoils no other. */
function linesOf(text: string): Chunk[] | undefined {
  const lines = text
    .split('\n')
    .map((line, index) => ({ line: index + 1, text: line.trim() }))
    .filter((line) => line.text !== '');
  if (lines.length < 2 || !lines.every((line) => line.text.startsWith('{'))) return undefined;
  return lines.flatMap((line) => objectsOn(line));
}

/** Of a line that holds several objects each, where all of them can be read. */
function objectsOn({ line, text }: Chunk): Chunk[] {
  const objects = chunksOf(text) ?? [];
  const isSeveral = objects.length > 1 && objects.every((object) => parsed(object.text).problem === undefined);
  return isSeveral ? objects.map((object) => ({ ...object, line })) : [{ line, text }];
}

/** Objects and arrays one after the other; `undefined` where something else stands between them. */
function chunksOf(text: string): Chunk[] | undefined {
  const chunks: Chunk[] = [];
  let [depth, start] = [0, 0];
  // Strings whole, so that brackets in them do not count.
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]]|[^\s"{}[\]]+|"/gs)) {
    if (depth === 0) start = index;
    if (token === '{' || token === '[') depth += 1;
    else if (depth === 0) return undefined;
    else if (token === '}' || token === ']') depth -= 1;
    if (depth === 0) chunks.push(chunk(text, start, index + 1));
  }
  if (depth > 0) chunks.push(chunk(text, start, text.length));
  return chunks;
}

const chunk = (text: string, from: number, to: number): Chunk => ({
  line: text.slice(0, from).split('\n').length,
  text: text.slice(from, to),
});

function parsed(
  text: string,
): { readonly value: unknown; readonly problem?: undefined } | { readonly problem: string } {
  try {
    const value: unknown = JSON.parse(text);
    return { value };
  } catch (error) {
    return {
      problem: `is not JSON: ${error instanceof Error ? error.message : String(error)}`.replaceAll(/\s+/g, ' '),
    };
  }
}
