import { AsyncLocalStorage } from 'node:async_hooks';
import { http } from 'msw';
import type { SetupServer } from 'msw/node';
import { setupServer } from 'msw/node';
import { Refusal } from '../kernel/refusal.ts';
import { refused } from '../api/response.ts';
import type { Simulator } from '../simulator.ts';
import { toHttp } from '../http/answer-http.ts';
import { handlers } from '../transports/msw.ts';

/** One use of Google's hosts in this process: who answers for them, and what they were asked that nobody answers. */
export interface Occupancy {
  readonly simulator: Pick<Simulator, 'fetch'>;
  /** Whether requests to other Google hosts are left to whoever comes next. */
  readonly passesOtherHosts: boolean;
  /** Requests that no simulator answers, as `GET https://storage.googleapis.com/storage/v1/b`. */
  readonly unexpected: string[];
}

/** All hosts of Google's APIs, and those that Google's clients ask for credentials. */
const GOOGLE = /^https?:\/\/(?:(?:[\w-]+\.)*(?:googleapis\.com|google\.internal)|accounts\.google\.com)\.?(?::\d+)?\//i;

const occupancies = new Set<Occupancy>();
/** Which of them the running code belongs to, so that tests that run at the same time each see their own. */
const belonging = new AsyncLocalStorage<Occupancy>();
let server: SetupServer | undefined;

/** From here on a simulator answers Google's hosts for the code that runs from here, until {@link vacate}. */
export function occupy(occupancy: Occupancy): void {
  occupancies.add(occupancy);
  belonging.enterWith(occupancy);
  if (server !== undefined) return;
  server = setupServer(
    ...handlers({ fetch: answer }),
    http.all(GOOGLE, ({ request }) => answerOther(request)),
  );
  // msw 3 calls it frames, msw 2 requests.
  const listening = { onUnhandledFrame: 'bypass', onUnhandledRequest: 'bypass' } as const;
  server.listen(listening);
}

/** Ends what {@link occupy} began; with the last of them, Google's hosts are Google's again. */
export function vacate(occupancy: Occupancy): void {
  occupancies.delete(occupancy);
  if (occupancies.size > 0) return;
  server?.close();
  server = undefined;
}

/** Code of no test, such as a client that lives longer than one, can mean only the simulator that is alone. */
function current(): Occupancy | undefined {
  const own = belonging.getStore();
  if (own !== undefined && occupancies.has(own)) return own;
  const [first] = occupancies;
  return occupancies.size === 1 ? first : undefined;
}

async function answer(input: Request | URL | string): Promise<Response> {
  const request = new Request(input);
  const occupancy = current();
  if (occupancy !== undefined) return occupancy.simulator.fetch(request);
  const message =
    `${occupancies.size} simulators are in use, and ${nameOf(request)} comes from code that was started by none of ` +
    `their tests; make the client within the test, or pass it the simulator's fetch.`;
  return refuse(request, occupancies, message);
}

function answerOther(request: Request): Response | undefined {
  const occupancy = current();
  const concerned = occupancy === undefined ? [...occupancies] : [occupancy];
  if (concerned.every(({ passesOtherHosts }) => passesOtherHosts)) return undefined;
  const message =
    `No simulator answers ${nameOf(request)}: only the Compute API and the metadata server are simulated; ` +
    `let other Google hosts through with otherGoogleHosts: 'passed'.`;
  return refuse(request, concerned, message);
}

function refuse(request: Request, concerned: Iterable<Occupancy>, message: string): Response {
  for (const { unexpected } of concerned) unexpected.push(nameOf(request));
  const { status, headers, text } = toHttp(refused(new Refusal(501, 'notImplemented', message)), request.url);
  return new Response(text, { status, headers });
}

/** Without the query, in which there may be secrets. */
const nameOf = ({ method, url }: Request): string => `${method} ${url.replace(/[?#].*$/s, '')}`;
