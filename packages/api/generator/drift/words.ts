import type { Description } from '../descriptions.ts';
import { docComment } from '../doc-comment.ts';

/** The words of a description with those of its values, as its doc comment has them, on one line. */
export const wordsOf = (description: Description): string => wordsOfComment(docComment(description, ''));

/** The words of a doc comment on one line. */
export const wordsOfComment = (comment: string): string =>
  inOneLine(comment.replaceAll(/^\s*(?:\/\*\*|\*\/|\*(?!\/)) ?|\*\/\s*$/gm, ' '));

/** A text without its line breaks; marks of lists are those of doc comments. */
export const inOneLine = (text: string): string =>
  text
    .trim()
    .split(/\s+/)
    .map((word) => (word === '*' ? '-' : word))
    .join(' ');

/** A text of one line as its sentences and items of lists. */
export const sentencesOf = (words: string): string[] =>
  words === '' ? [] : words.split(/(?<=[.!?]|[^`]:) (?=[A-Z[`(-])| (?=- `)/);
