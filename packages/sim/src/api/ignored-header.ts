import type { Call, Ignored } from '../collections/call.ts';
import type { ApiResponse } from './response.ts';

/** The header of answers that names what the request held to no effect. */
const IGNORED_HEADER = 'x-gcepool-ignored';

/** The answer to a call, with what the call holds to no effect: `resource.x; nearest=y, query.z`. */
export const withIgnored = ({ ignored }: Call, response: ApiResponse): ApiResponse =>
  ignored === undefined ? response : { ...response, headers: { ...response.headers, ...ignoredHeader(ignored) } };

/** That header. */
export const ignoredHeader = (ignored: readonly Ignored[]): Readonly<Record<string, string>> => ({
  [IGNORED_HEADER]: ignored.map(itemOf).join(', '),
});

const itemOf = ({ field, value, nearest }: Ignored): string =>
  [field, ...(value === undefined ? [] : [`value=${value}`]), ...(nearest === undefined ? [] : [`nearest=${nearest}`])]
    .map(encoded)
    .join('; ');

/** What a header cannot hold, or would take for its own, is escaped as in a URL. */
const encoded = (text: string): string => text.replaceAll(UNSAFE, encodeURIComponent);

const UNSAFE = /[^!#$&'()*+\-./0-9:<=>?@A-Z[\]^_`a-z{|}~]/gu;
