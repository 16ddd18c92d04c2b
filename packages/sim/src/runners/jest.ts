import { AsyncLocalStorage } from 'node:async_hooks';
import type * as JestEnvironmentNode from 'jest-environment-node';
import { requirePeer } from '../kernel/require-peer.ts';
import type { HiddenMachine } from '../transports/hide-machine.ts';
import { hideMachine } from '../transports/hide-machine.ts';
import { giveRestTo, ownHosts } from '../redirect/hosts-in-use.ts';
import { lendHosts } from '../redirect/lent-hosts.ts';
import type { SimulatorInUse, SimulatorUseOptions } from './use-simulator.ts';
import { useSimulator } from './use-simulator.ts';

const TestEnvironment: typeof JestEnvironmentNode.TestEnvironment = // The types are the package's own.
  (requirePeer('jest-environment-node') as typeof JestEnvironmentNode).TestEnvironment;

/** What Jest tells of its tests, as far as it is looked at. */
export interface TestEvent {
  readonly name: string;
  readonly test?: { readonly errors: unknown[] };
}

/** A test, or what is within a `describe`, as far as it is looked at. */
export interface TestBlock {
  /** Of a test that is run at the same time as others. */
  readonly concurrent?: boolean;
  /** Of a test. */
  fn?: unknown;
  readonly children?: readonly TestBlock[];
}

/** What Jest knows of a file. */
export interface TestState {
  readonly rootDescribeBlock: TestBlock;
}

/** How a test ends that has started, as those do that are skipped. */
const ENDS: ReadonlySet<string> = new Set(['test_done', 'test_skip', 'test_todo']);

/**
 * An environment of Jest in which each test has a fresh simulator, `gce`, that answers Google's Compute Engine hosts and the metadata
 * server. It is loaded by Node.js itself, so it serves tests of any module system. Options of
 * {@link useSimulator} are `gce` of `testEnvironmentOptions`.
 *
 * @example
 * // jest.config.js
 * module.exports = { testEnvironment: '@gcepool/sim/jest' };
 */
export default class SimulatorEnvironment extends TestEnvironment {
  readonly #hidden: HiddenMachine;
  readonly #options: SimulatorUseOptions;
  /** There is always one, so that nothing leaves the machine: hooks of a whole file have one of their own. */
  #current: SimulatorInUse | undefined;
  /** That of a test that is run at the same time as others. */
  readonly #own: AsyncLocalStorage<SimulatorInUse> = new AsyncLocalStorage();

  constructor(...[config, context]: ConstructorParameters<typeof TestEnvironment>) {
    // Tests are given a copy of the variables of this process.
    const hidden = hideMachine();
    super(config, context);
    this.#hidden = hidden;
    // What it holds is checked when it is used.
    this.#options = config.projectConfig.testEnvironmentOptions['gce'] ?? {};
  }

  override async setup(): Promise<void> {
    await super.setup();
    this.#become(this.#between());
    const gce = { get: () => (this.#own.getStore() ?? this.#current)?.gce, configurable: true };
    Object.defineProperty(this.global, 'gce', gce);
    // What tests load of this package is theirs alone.
    lendHosts(this.global, ownHosts);
    // Tests were given the one of before it was replaced.
    this.global.fetch = (...call) => fetch(...call);
  }

  async handleTestEvent({ name, test }: TestEvent, state: TestState): Promise<void> {
    // Jest calls those functions before it tells that their tests start.
    if (name === 'run_start')
      for (const block of concurrentIn(state.rootDescribeBlock)) block.fn = this.#apart(block.fn);
    if (test === undefined) return;
    if (name === 'test_start') await this.#goOn(useSimulator(this.#options), test);
    if (ENDS.has(name)) await this.#goOn(this.#between(), test);
  }

  override async teardown(): Promise<void> {
    try {
      await this.#current?.stop();
    } finally {
      giveRestTo(undefined);
      this.#hidden.restore();
      await super.teardown();
    }
  }

  #between(): SimulatorInUse {
    return useSimulator({ ...this.#options, leaks: 'ignored' });
  }

  #become(next: SimulatorInUse): void {
    this.#current = next;
    giveRestTo(next.gce);
  }

  /** The function of a test, with a simulator of its own. */
  #apart(fn: unknown): unknown {
    if (typeof fn !== 'function') return fn;
    return async () => {
      const inUse = useSimulator(this.#options);
      try {
        await this.#own.run(inUse, () => fn() as unknown);
      } catch (error) {
        // Why the test failed comes before what it left.
        await inUse.stop().catch(() => undefined);
        throw error;
      }
      await inUse.stop();
    };
  }

  /** What the simulator until now has to say is an error of the test. */
  async #goOn(next: SimulatorInUse, { errors }: NonNullable<TestEvent['test']>): Promise<void> {
    const last = this.#current;
    this.#become(next);
    try {
      await last?.stop();
    } catch (error) {
      errors.push([error, error]);
    }
  }
}

const concurrentIn = (block: TestBlock): readonly TestBlock[] =>
  block.concurrent === true ? [block] : (block.children ?? []).flatMap(concurrentIn);
