import { styleText } from 'node:util';

/** Marks up a piece of text; the plain style returns it as it is. */
export interface Style {
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly strong: (text: string) => string;
}

const plain = (text: string): string => text;
const painted =
  (format: Parameters<typeof styleText>[0]) =>
  (text: string): string =>
    styleText(format, text, { validateStream: false });

export const plainStyle: Style = { good: plain, bad: plain, dim: plain, strong: plain };
export const colourStyle: Style = {
  good: painted('green'),
  bad: painted('red'),
  dim: painted('dim'),
  strong: painted('bold'),
};

/** Colour for a terminal, unless NO_COLOR (https://no-color.org) is set to anything; plain text elsewhere. */
export const styleFor = (stream: { readonly isTTY?: boolean }, environment: NodeJS.ProcessEnv): Style =>
  stream.isTTY === true && !environment['NO_COLOR'] && environment['TERM'] !== 'dumb' ? colourStyle : plainStyle;
