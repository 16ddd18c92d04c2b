/** A doc comment with its indent and line break. */
const comment = /^( *)\/\*\*\s([\s\S]*?)\*\/$/gm;

/** Marks that tell too little alone: the sentence after them belongs to them. */
const marks = String.raw`(?:\[[^\]]*\]\s+|(?:Output only|Optional|Required|Immutable|Identifier|Deprecated)\.\s+)*`;
const sentence = new RegExp(String.raw`^${marks}.+?(?<!\b(?:e\.g|i\.e|vs|etc))[.!?](?=\s|$)`, 'i');

/** One mark in two spellings. */
const twice = /^(?:Output only\. )?\[Output[ -]Only\]:? /i;

/** A text of declarations in which the doc comments of interfaces and types keep their first sentence, and no others are left. */
export function dropMemberComments(declarations: string): string {
  return keepFirstSentences(declarations).replaceAll(/^ +\/\*\* .* \*\/\n/gm, '');
}

/** A text of declarations in which every doc comment keeps its first sentence only. */
export function keepFirstSentences(declarations: string): string {
  return declarations.replaceAll(comment, (_, indent: string, body: string) => {
    const lines = body.split('\n').map((line) => line.replace(/^\s*\* ?/, '').trimEnd());
    const isDeprecated = lines.includes('@deprecated');
    const end = lines.findIndex((line, i) => i > 0 && line === '');
    const paragraph = lines
      .slice(0, end === -1 ? undefined : end)
      .join(' ')
      .trim()
      .replaceAll(/\s+/g, ' ');
    const short = (sentence.exec(paragraph)?.[0] ?? paragraph).replace(twice, 'Output only. ');
    return `${indent}/** ${isDeprecated ? `@deprecated ${short}` : short} */`;
  });
}
