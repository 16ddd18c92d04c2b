import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { HttpAnswer } from '../http/http-answer.ts';
import { compressed } from './compressed.ts';

/** The console, a page for people: static files of a package that need not be installed. */
export interface ConsolePages {
  /** What its own requests show that they are the page's: whoever made another page could not read it. */
  readonly token: string;
  /** The page, or a file of it; undefined for what is none, and where the console is not installed. */
  readonly answer: (request: IncomingMessage, path: string) => Promise<HttpAnswer | undefined>;
  /** Whether the page is installed. */
  readonly isThere: () => boolean;
}

/** The page's files lie side by side, and are of these types. */
const FILE = /^\/console\/([\w-]+(?:\.[\w-]+)*\.(css|js|svg))$/;

/** Nothing is loaded but from this server, no text becomes code, and nobody shows the page in another. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const HEADERS = {
  'content-security-policy': POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

const TYPES = {
  html: 'text/html; charset=UTF-8',
  css: 'text/css; charset=UTF-8',
  js: 'text/javascript; charset=UTF-8',
  svg: 'image/svg+xml',
} as const;

/** What the page has in the place of the token. */
const TOKEN_PLACE = '%GCEPOOL_TOKEN%';

/**
 * Serves the console from the folder that `folder` gives, which is asked when a browser comes, and again until there is one.
 *
 * @param name of the page's file in that folder
 */
export function consolePages(
  folder: () => string | undefined = installedConsole,
  name: string = 'index.html',
): ConsolePages {
  const token = randomBytes(32).toString('base64url');
  const files = new Map<string, Uint8Array>();
  const read = async (file: string): Promise<Uint8Array | undefined> => {
    const known = files.get(file);
    if (known !== undefined) return known;
    const found = folder();
    const bytes =
      found === undefined ? undefined : await fs.promises.readFile(join(found, file)).catch(() => undefined);
    if (bytes !== undefined) files.set(file, bytes);
    return bytes;
  };
  const page = async (request: IncomingMessage): Promise<HttpAnswer | undefined> => {
    const html = isForPeople(request) ? await read(name) : undefined;
    if (html === undefined) return undefined;
    const headers = { ...HEADERS, 'content-type': TYPES.html, 'cache-control': 'no-store' };
    return { status: 200, headers, body: new TextDecoder().decode(html).replace(TOKEN_PLACE, token) };
  };
  const file = async (path: string): Promise<HttpAnswer | undefined> => {
    const [, asked, extension] = FILE.exec(path) ?? [];
    const body = asked === undefined ? undefined : await read(join('console', asked));
    if (body === undefined) return undefined;
    const type = TYPES[extension as keyof typeof TYPES];
    // The names of files are made of what is in them.
    const lasting = { 'cache-control': 'max-age=31536000, immutable', vary: 'Accept-Encoding' };
    return { status: 200, headers: { ...HEADERS, 'content-type': type, ...lasting }, body };
  };
  return {
    token,
    isThere: () => {
      const found = folder();
      return found !== undefined && fs.existsSync(join(found, name));
    },
    answer: async (request, path) => {
      const found = await (path === '/' ? page(request) : file(path));
      return found !== undefined && takesGzip(request) ? compressed(found) : found;
    },
  };
}

/** Whether it is a read of the page or of a file of it, which a browser loads without saying whose they are. */
export const isConsolePath = (method: string, path: string): boolean =>
  (method === 'GET' || method === 'HEAD') && (path === '/' || FILE.test(path));

/** Unlike Google's servers, which want to be told twice. */
const takesGzip = ({ headers }: IncomingMessage): boolean =>
  /\bgzip\b/.test(headers['accept-encoding']?.toString() ?? '');

/** Browsers ask for HTML where a person typed an address; Google's clients, which take `/` for the metadata server, do not. */
const isForPeople = ({ headers }: IncomingMessage): boolean =>
  /\btext\/html\b/i.test(headers.accept ?? '') && headers['metadata-flavor'] === undefined;

/** The files of `@gcepool/console`; undefined where it is not installed beside this package. */
function installedConsole(): string | undefined {
  try {
    const require = createRequire(import.meta.url ?? __filename);
    return join(dirname(require.resolve('@gcepool/console/package.json')), 'dist');
  } catch {
    return undefined;
  }
}
