/** How much of a text is remembered. */
const KEPT_LENGTH = 500;

/**
 * A part of a request as it may be remembered: not too long, and without the text it was cut from, which the engine would
 * keep alive with it: of what is put together, a part is cut from a text that is made anew.
 */
export const keptText = (text: string): string => ` ${text.slice(0, KEPT_LENGTH)}`.slice(1);
