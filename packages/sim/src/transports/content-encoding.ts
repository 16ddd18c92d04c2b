import { nodeZlib } from '../kernel/node-modules.ts';
import { badRequest, Refusal } from '../kernel/refusal.ts';

type Decode = (bytes: Buffer, options: { readonly maxOutputLength: number }) => Buffer;

const gunzipped: Decode = (bytes, options) => nodeZlib().gunzipSync(bytes, options);

const DECODERS: ReadonlyMap<string, Decode> = new Map<string, Decode>([
  ['gzip', gunzipped],
  ['x-gzip', gunzipped],
  ['deflate', (bytes, options) => nodeZlib().inflateSync(bytes, options)],
  ['br', (bytes, options) => nodeZlib().brotliDecompressSync(bytes, options)],
  ['identity', (bytes) => bytes],
]);

/** Nobody compresses what is compressed more often; a limit of ours, for each layer may unfold to the largest size. */
const MOST_LAYERS = 4;

/**
 * A body as it was before its Content-Encoding, whose words may be in any case and several, the first applied first
 * (RFC 9110, 8.4).
 *
 * @param largest how many bytes each layer may unfold to
 * @throws Refusal for an encoding that is unknown, and for a body that is not compressed as it says or unfolds to more
 */
export function decoded(sent: Buffer, contentEncoding: string | undefined, largest: number): Buffer {
  if (contentEncoding === undefined) return sent;
  const layers = contentEncoding.split(',').map((layer) => layer.trim().toLowerCase());
  const words = layers.filter((layer) => layer !== '');
  if (words.length > MOST_LAYERS) throw unsupported(contentEncoding);
  const decoders = words.map((word) => {
    const decode = DECODERS.get(word);
    if (decode === undefined) throw unsupported(contentEncoding);
    return decode;
  });
  try {
    return decoders.reduceRight((bytes, decode) => decode(bytes, { maxOutputLength: largest }), sent);
  } catch (error) {
    if (error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE')
      throw bodyTooLarge(largest);
    throw badRequest(`The body is not what its Content-Encoding says: ${contentEncoding}.`);
  }
}

/** Refuses a body of more than so many bytes. */
export const bodyTooLarge = (largest: number): Refusal =>
  new Refusal(
    413,
    'uploadTooLarge',
    `The request body is larger than ${largest} bytes, unpacked where it is compressed.`,
    {
      frontEndStatus: 'INVALID_ARGUMENT',
    },
  );

const unsupported = (contentEncoding: string): Refusal =>
  new Refusal(
    415,
    'badContent',
    `The Content-Encoding '${contentEncoding}' is not supported: send ${[...DECODERS.keys()].join(', ')}, at most ${MOST_LAYERS} of them.`,
    { frontEndStatus: 'INVALID_ARGUMENT' },
  );
