import { AsyncLocalStorage } from 'node:async_hooks';
import type { SetupServer } from 'msw/node';
import { deliver } from '../http/deliver.ts';
import { GOOGLE_URL, googleServiceOf } from '../http/google-hosts.ts';
import { nameOfRequest, notPlayed } from '../http/not-played.ts';
import { loadMsw, loadMswNode } from '../transports/load-msw.ts';
import { handlers } from '../transports/msw.ts';
import type { HiddenMachine } from '../transports/hide-machine.ts';
import { hideMachine } from '../transports/hide-machine.ts';
import type { Hosts, HostsInUse } from './lent-hosts.ts';
import { lentHosts } from './lent-hosts.ts';

const uses = new Set<HostsInUse>();
/** Which of them the running code belongs to, so that tests that run at the same time each see their own. */
const belonging = new AsyncLocalStorage<HostsInUse>();
let rest: HostsInUse['simulator'] | undefined;
let server: SetupServer | undefined;
let hidden: HiddenMachine | undefined;

/**
 * From here on a simulator answers Google's hosts for the code that runs from here, until {@link releaseHosts}.
 *
 * @throws Error that says what to install, where there is no msw
 */
export const takeHosts = (use: HostsInUse): void => (lentHosts() ?? ownHosts).take(use);

/** Ends what {@link takeHosts} began; with the last of them, Google's hosts are Google's again. */
export const releaseHosts = (use: HostsInUse): void => (lentHosts() ?? ownHosts).release(use);

/** Those of this process, as far as nobody has taken them who lends them. */
export const ownHosts: Hosts = {
  take(use) {
    if (server === undefined) listen();
    uses.add(use);
    belonging.enterWith(use);
  },
  release(use) {
    uses.delete(use);
    if (uses.size > 0) return;
    server?.close();
    server = undefined;
    hidden?.restore();
    hidden = undefined;
  },
};

function listen(): void {
  const { http } = loadMsw();
  const { setupServer } = loadMswNode();
  hidden = hideMachine();
  server = setupServer(
    http.all(GOOGLE_URL, ({ request }) => answerOther(request)),
    ...handlers({ fetch: answer }),
  );
  // msw 3 calls it frames, msw 2 requests.
  const listening = { onUnhandledFrame: 'bypass', onUnhandledRequest: 'bypass' } as const;
  server.listen(listening);
}

/** Whose is what belongs to no use, for a runner that knows: while it runs tests at the same time, the code of its other tests. */
export function giveRestTo(simulator: HostsInUse['simulator'] | undefined): void {
  rest = simulator;
}

/** Code of no test, such as a client that lives longer than one, can mean only the simulator that is alone, or that of the rest. */
function current(): HostsInUse | undefined {
  const own = belonging.getStore();
  if (own !== undefined && uses.has(own)) return own;
  const [first] = uses;
  return uses.size === 1 ? first : [...uses].find(({ simulator }) => simulator === rest);
}

async function answer(input: Request | URL | string): Promise<Response> {
  const request = new Request(input);
  const use = current();
  if (use !== undefined) return use.simulator.fetch(request);
  return refuse(
    request,
    uses,
    `${uses.size} simulators are in use, and this comes from code that was started by none of their tests; make the ` +
      `client within the test, or pass it the simulator's fetch.`,
  );
}

/** What no simulator plays is refused, or left to the network, as those want it whose code may have sent it. */
async function answerOther(request: Request): Promise<Response | undefined> {
  const { host, pathname } = new URL(request.url);
  if (googleServiceOf(host, pathname) !== 'other') return undefined;
  const use = current();
  const concerned = use === undefined ? [...uses] : [use];
  if (concerned.every(({ passesOtherHosts }) => passesOtherHosts)) return loadMsw().passthrough();
  return refuse(request, concerned, "Let other Google hosts through with otherGoogleHosts: 'passed'.");
}

function refuse(request: Request, concerned: Iterable<HostsInUse>, advice: string): Promise<Response> {
  for (const { unexpected } of concerned) unexpected.push(nameOfRequest(request.method, request.url));
  return deliver(notPlayed(request.method, request.url, advice), undefined);
}

/** @throws Error naming the requests that no simulator answered */
export function refuseUnexpected(unexpected: readonly string[]): void {
  if (unexpected.length === 0) return;
  const lines = [...new Set(unexpected)].map((request) => `  ${request}`);
  throw new Error(
    `Requests to Google that no simulator answers; otherGoogleHosts: 'passed' lets them through:\n${lines.join('\n')}`,
  );
}
