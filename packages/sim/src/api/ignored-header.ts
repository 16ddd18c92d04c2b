import type { Ignored } from '../kernel/ignored.ts';

/** The header of answers that names what the request held to no effect: `resource.x; nearest=y, query.z`. */
export const ignoredHeader = (ignored: readonly Ignored[] | undefined): Readonly<Record<string, string>> =>
  ignored === undefined ? {} : { 'x-gcepool-ignored': ignored.map(itemOf).join(', ') };

const itemOf = ({ field, value, nearest }: Ignored): string =>
  [field, ...(value === undefined ? [] : [`value=${value}`]), ...(nearest === undefined ? [] : [`nearest=${nearest}`])]
    .map(encoded)
    .join('; ');

/** What a header cannot hold, or would take for its own, is escaped as in a URL. */
const encoded = (text: string): string => text.replaceAll(UNSAFE, encodeURIComponent);

const UNSAFE = /[^!#$&'()*+\-./0-9:<=>?@A-Z[\]^_`a-z{|}~]/gu;
