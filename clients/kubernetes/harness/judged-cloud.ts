import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Namer } from '@gcepool/core';
import { createSimulator } from '@gcepool/sim';
import type { CallRecord, Simulator } from '@gcepool/sim';
import { breachOf, isMutation } from '../../../packages/conformance/lab/world/call-laws.ts';
import type { DesiredState } from '../../../packages/conformance/lab/world/controller.ts';
import { lostEndpoints, servingEndpoints } from '../../../packages/conformance/lab/world/serving-endpoints.ts';
import type { ServingEndpoints } from '../../../packages/conformance/lab/world/serving-endpoints.ts';

interface Page {
  readonly items?: readonly { readonly name: string }[];
  readonly nextPageToken?: string;
}

/** The project that replicas work in. */
export const PROJECT = 'shop-project';

const NOTHING: DesiredState = { ports: [], zones: [], nodes: [] };

/** A simulated project of several users; the laws for pools judge each of their calls. */
export class JudgedCloud {
  readonly simulator: Simulator = createSimulator();
  /** The laws that were broken, in words. */
  readonly breaches: string[] = [];
  readonly namer: Namer;
  readonly #isJudged: boolean;
  readonly #closers: (() => Promise<void>)[] = [];
  #desired: DesiredState = NOTHING;
  #serving: ServingEndpoints = new Map();
  #waiting: (() => void)[] = [];

  /** @param isJudged false where there are so many calls that to judge each would take too long */
  constructor(cluster: string, isJudged = true) {
    this.namer = new Namer(cluster);
    this.#isJudged = isJudged;
  }

  /** What the cluster wants from now on; tell it before Kubernetes of what goes. */
  desire(desired: Partial<DesiredState>): void {
    this.#desired = { ...this.#desired, ...desired };
    // What is no longer desired may go.
    this.#serving = this.#servingNow();
  }

  /** Serves the project to one user, whose name is in the call log. */
  async serve(user: string): Promise<URL> {
    const server = createServer((request, response) => {
      void this.#answer(user, request, response);
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    this.#closers.push(
      () =>
        new Promise((resolve) => {
          server.close(() => resolve());
          server.closeAllConnections();
        }),
    );
    // A server that listens on a port has such an address.
    return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  }

  /** Calls of replicas that change something, in the order in which they came. */
  changes(): readonly CallRecord[] {
    return this.simulator.calls
      .list()
      .filter(({ method = 'testIamPermissions', user }) => user !== SOMEBODY && !READS.test(method));
  }

  /** Resolves when `holds` does, which is asked after each call. */
  until(holds: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const check = (): void => {
        if (!holds()) return;
        this.#waiting = this.#waiting.filter((each) => each !== check);
        resolve();
      };
      this.#waiting.push(check);
      check();
    });
  }

  /** Asks what {@link until} waits for again. */
  look(): void {
    for (const check of this.#waiting) check();
  }

  /** A request of somebody else. */
  send(method: string, path: string, body?: object): Readonly<Record<string, unknown>> {
    const url = `/compute/v1/projects/${PROJECT}/${path}`;
    const answer = this.simulator.handle({
      method,
      url,
      headers: { 'x-gcepool-user': SOMEBODY },
      ...(body && { body }),
    });
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
    // What somebody else takes away is not lost by a pool.
    this.#serving = this.#servingNow();
    return answer.body ?? {};
  }

  /** Names of the nodes that serve a port. */
  servedBy(nodePort: number): readonly string[] {
    const state = { ...this.#desired, ports: [{ nodePort }] };
    return [...(servingEndpoints(this.#read, this.namer, state).get(nodePort)?.healthy ?? [])].toSorted();
  }

  /** The node ports that have a backend service. */
  served(): readonly number[] {
    const names: string[] = [];
    let token: string | undefined = '';
    while (token !== undefined) {
      // The body of an answer is what the API says it is.
      const page = this.#read('GET', `global/backendServices?pageToken=${token}`) as Page | undefined;
      names.push(...(page?.items ?? []).map(({ name }) => name));
      token = page?.nextPageToken;
    }
    return names.flatMap((name) => this.namer.ownBackendPort(name) ?? []).toSorted((a, b) => a - b);
  }

  async close(): Promise<void> {
    await Promise.all(this.#closers.map((close) => close()));
  }

  async #answer(user: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '' } = request;
    // Whoever is killed in the middle of a request has asked for nothing.
    const sent = await text(request).catch(() => undefined);
    if (sent === undefined) return;
    const body: unknown = sent === '' ? undefined : JSON.parse(sent);
    const call = `${method} ${url.replace(/^\/compute\/v1\/projects\/[^/]+\//, '')}`;
    this.#judge(call, body);
    const answer = this.simulator.handle({ method, url, body, headers: { 'x-gcepool-user': user } });
    response.writeHead(answer.status, answer.headers);
    response.end(answer.text ?? JSON.stringify(answer.body));
    if (isChange(call)) this.#endpointsMustStay(call);
    this.look();
  }

  #judge(call: string, body: unknown): void {
    if (!this.#isJudged || !isChange(call)) return;
    const { ports, zones } = this.#desired;
    const nodePorts = new Set(ports.map(({ nodePort }) => nodePort));
    const breach = breachOf(call, body, { namer: this.namer, nodePorts, zones });
    if (breach !== undefined) this.breaches.push(`${breach.law}: ${breach.message}`);
  }

  #endpointsMustStay(call: string): void {
    const serving = this.#servingNow();
    const lost = lostEndpoints(this.#serving, serving, this.#desired);
    if (lost !== undefined) this.breaches.push(`make-before-break: ${call}: ${lost}`);
    this.#serving = serving;
  }

  #servingNow(): ServingEndpoints {
    return this.#isJudged ? servingEndpoints(this.#read, this.namer, this.#desired) : new Map();
  }

  /** What is looked at in a fork changes nothing here, and is not counted. */
  #fork(): Simulator {
    return this.simulator.fork();
  }

  readonly #read = (
    method: 'GET' | 'POST',
    path: string,
    body?: object,
  ): Readonly<Record<string, unknown>> | undefined => {
    const answer = this.#fork().handle({
      method,
      url: `/compute/v1/projects/${PROJECT}/${path}`,
      ...(body && { body }),
    });
    return answer.status === 200 ? answer.body : undefined;
  };
}

/** Methods that change nothing. */
const READS = /(?:^|\.)(?:get|list|aggregatedList|listInstances|getHealth|wait|testIamPermissions)$/;

/** To wait for an operation, or to ask for permissions, which is no path of a project, is no change. */
const isChange = (call: string): boolean => isMutation(call) && !/^POST (?:\/|\S+\/wait\b)/.test(call);

const SOMEBODY = 'somebody@example.com';
