import type { IncomingMessage } from 'node:http';
import { isControlPath } from '../control/control-plane.ts';
import { forkOf } from '../control/forks.ts';
import { pathOf } from '../http/answer-google.ts';
import { isGoogleHost } from '../http/google-hosts.ts';
import type { HttpAnswer } from '../http/http-answer.ts';
import { textOfBody } from '../http/http-answer.ts';
import { LINK_BASE } from '../kernel/self-link.ts';
import { isConsolePath } from './console-pages.ts';
import { ownRoot } from './own-root.ts';

const HOST = new URL(LINK_BASE).origin;
const LINK = new RegExp(`"${HOST.replaceAll('.', String.raw`\.`)}(?=/compute/(?:v1|beta|alpha)/)`, 'g');

/**
 * The answer with links to where the client sent its request, the fork that it names included, so that a client which follows
 * links stays with this server. Whoever takes it for Google's own host reads Google's links, and so does who reads the state by
 * the control plane: it may go to another server.
 */
export function withOwnLinks(answered: HttpAnswer, request: IncomingMessage): HttpAnswer {
  const { host = '' } = request.headers;
  const { url } = forkOf(request.url ?? '/');
  if (host === '' || isGoogleHost(host) || isControlPath(pathOf(url))) return answered;
  if (isConsolePath(request.method ?? 'GET', pathOf(url))) return answered;
  const base = `"${ownRoot(request, host)}`;
  return { ...answered, body: textOfBody(answered.body).replaceAll(LINK, () => base) };
}
