import { TestEnvironment } from 'jest-environment-node';
import type { HiddenMachine } from './hide-machine.ts';
import { hideMachine } from './hide-machine.ts';
import type { SimulatorInUse, SimulatorUseOptions } from './use-simulator.ts';
import { useSimulator } from './use-simulator.ts';

/** What Jest tells of its tests, as far as it is looked at. */
export interface TestEvent {
  readonly name: string;
  readonly test?: { readonly errors: unknown[] };
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
    this.#current = this.#between();
    Object.defineProperty(this.global, 'gce', { get: () => this.#current?.gce, configurable: true });
    // Tests were given the one of before it was replaced.
    this.global.fetch = (...call) => fetch(...call);
  }

  async handleTestEvent({ name, test }: TestEvent): Promise<void> {
    if (test === undefined) return;
    if (name === 'test_start') await this.#goOn(useSimulator(this.#options), test);
    if (ENDS.has(name)) await this.#goOn(this.#between(), test);
  }

  override async teardown(): Promise<void> {
    try {
      await this.#current?.stop();
    } finally {
      this.#hidden.restore();
      await super.teardown();
    }
  }

  #between(): SimulatorInUse {
    return useSimulator({ ...this.#options, leaks: 'ignored' });
  }

  /** What the simulator until now has to say is an error of the test. */
  async #goOn(next: SimulatorInUse, { errors }: NonNullable<TestEvent['test']>): Promise<void> {
    const last = this.#current;
    this.#current = next;
    try {
      await last?.stop();
    } catch (error) {
      errors.push([error, error]);
    }
  }
}
