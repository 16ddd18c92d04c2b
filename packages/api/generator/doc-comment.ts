import type { Description } from './descriptions.ts';

/** What a line may be long. */
const COLUMNS = 140;

/** A paragraph, or an item of a list, which begins with a mark. */
interface Block {
  readonly mark: string;
  readonly indent: number;
  readonly words: string[];
}

/** A description as the doc comment before a declaration, with its line break; the empty text where there is none. */
export function docComment(description: Description | undefined, indent: string): string {
  if (description === undefined) return '';
  const blocks = [
    ...blocksOf(description.text),
    ...[...description.values].map(([value, text]) => ({
      mark: '- ',
      indent: 0,
      words: wordsOf(`\`${value}\`: ${text}`),
    })),
    ...(description.deprecated ? [{ mark: '', indent: 0, words: ['@deprecated'] }] : []),
  ];
  const only = blocks.length === 1 ? blocks[0] : undefined;
  if (only?.mark === '') {
    const line = `${indent}/** ${only.words.join(' ')} */`;
    if (line.length <= COLUMNS) return `${line}\n`;
  }
  const lines = blocks.flatMap((block, i) => {
    const wrapped = wrap(block, COLUMNS - indent.length - ' * '.length);
    const isNextItem = block.mark !== '' && blocks[i - 1]?.mark !== '';
    return i === 0 || isNextItem ? wrapped : ['', ...wrapped];
  });
  return [`${indent}/**`, ...lines.map((line) => `${indent} * ${line}`.trimEnd()), `${indent} */`, ''].join('\n');
}

/** Line breaks of the document count only between paragraphs and before items of lists. */
function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let isOpen = false;
  for (const line of text.split('\n')) {
    const indent = line.search(/\S/);
    const [, mark, rest = ''] = /^\s*([-*]|\d+\.)(?:\s+(.*))?$/.exec(line) ?? [undefined, undefined, line];
    const words = wordsOf(rest);
    const last = blocks.at(-1);
    const isOfLast = isOpen || (last !== undefined && last.mark !== '' && indent > last.indent);
    if (mark !== undefined) blocks.push({ mark: /\d/.test(mark) ? `${mark} ` : '- ', indent, words });
    else if (indent !== -1 && isOfLast) last?.words.push(...words);
    else if (indent !== -1) blocks.push({ mark: '', indent, words });
    isOpen = indent !== -1;
  }
  return blocks.filter(({ words }) => words.length > 0);
}

/** A word with `@` stays with the one before: at the beginning of a line it would be a tag. */
function wordsOf(text: string): string[] {
  const trimmed = text.trim().replaceAll('*/', String.raw`*\/`);
  return trimmed === '' ? [] : trimmed.split(/\s+(?!@)/);
}

function wrap({ mark, words }: Block, width: number): string[] {
  const lines: string[] = [];
  let line = mark;
  for (const word of words) {
    if (line.trim() !== '' && line !== mark && line.length + word.length > width) {
      lines.push(line.trimEnd());
      line = ' '.repeat(mark.length);
    }
    line += `${word} `;
  }
  return [...lines, line.trimEnd()];
}
