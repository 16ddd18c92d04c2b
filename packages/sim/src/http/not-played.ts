import { Refusal } from '../kernel/refusal.ts';
import { refused } from '../api/response.ts';
import { toHttp } from './answer-http.ts';
import type { HttpAnswer } from './http-answer.ts';

/** What is said of a request that no simulator answers; without its query, in which there may be secrets. */
export const nameOfRequest = (method: string, url: string): string => `${method} ${url.replace(/[?#].*$/s, '')}`;

/**
 * Refuses a request to an API of Google's that no simulator plays. With 403, which is what Google answers where an API is
 * not enabled and what no client tries again; with 5xx and with lost connections, clients wait and repeat for minutes.
 */
export function notPlayed(method: string, url: string, more = ''): HttpAnswer {
  const message =
    `No simulator answers ${nameOfRequest(method, url)}: only the Compute API, projects of Resource Manager, Service Usage, the ` +
    `metadata server and the endpoints for tokens are simulated, and nothing is sent to Google.${more === '' ? '' : ` ${more}`}`;
  const refusal = new Refusal(403, 'accessNotConfigured', message, { frontEndStatus: 'PERMISSION_DENIED' });
  return toHttp(refused(refusal), url);
}
