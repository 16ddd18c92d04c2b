import type { IncomingMessage } from 'node:http';
import { forkOf } from '../control/forks.ts';
import { isGoogleHost } from '../http/google-hosts.ts';
import type { HttpAnswer } from '../http/http-answer.ts';

const GOOGLE_LINKS = 'https://www.googleapis.com/compute/';

/**
 * The answer with links to where the client sent its request, the fork that it names included, so that a client which follows
 * links stays with this server. Whoever takes it for Google's own host reads Google's links.
 */
export function withOwnLinks(answered: HttpAnswer, { url = '/', headers }: IncomingMessage): HttpAnswer {
  const { host = '' } = headers;
  if (host === '' || isGoogleHost(host)) return answered;
  const { name } = forkOf(url);
  const base = `http://${host}${name === undefined ? '' : `/_sim/forks/${name}`}/compute/`;
  return { ...answered, text: answered.text.replaceAll(GOOGLE_LINKS, () => base) };
}
