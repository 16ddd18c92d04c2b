/**
 * The same text, in one piece. What was cut out of another text, or put together, stays so, and is slow to compare: the keys of an
 * index are compared with every look-up in it.
 */
export const onePiece = (text: string): string => [text.slice(0, 1), text.slice(1)].join('');
