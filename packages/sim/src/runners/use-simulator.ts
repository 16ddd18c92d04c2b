import type { SimulatorOptions } from '../options/simulator-options.ts';
import type { Simulator } from '../simulator.ts';
import { createSimulator } from '../simulator.ts';
export type { HiddenMachine } from '../transports/hide-machine.ts';
export { hideMachine } from '../transports/hide-machine.ts';
import type { HostsInUse } from '../redirect/lent-hosts.ts';
import { refuseUnexpected, releaseHosts, takeHosts } from '../redirect/hosts-in-use.ts';

/** Options of {@link useSimulator}, and of the fixture of `@gcepool/sim/vitest`. */
export interface SimulatorUseOptions extends SimulatorOptions {
  /** `fail`: it is an error when resources that were inserted are still there at the end. Default: `ignored`. */
  readonly leaks?: 'ignored' | 'fail';
  /**
   * What is done at the end about fields, values and parameters in requests that had no effect, for Compute does not know them:
   * `reported` names them on the console, `fail` is an error that does. Default: `reported`.
   */
  readonly ignored?: 'allowed' | 'fail' | 'reported';
  /**
   * `refused` answers 403 to requests to Google hosts that are not simulated, and it is an error at the end that there
   * were any. `passed` lets them through to other handlers or the network. Default: `refused`.
   */
  readonly otherGoogleHosts?: 'refused' | 'passed';
}

/** A simulator that answers Google's hosts in this process. */
export interface SimulatorInUse extends AsyncDisposable {
  readonly gce: Simulator;
  /**
   * Gives Google's hosts back. To stop twice is to stop once.
   *
   * @throws Error naming the requests that no simulator answered, with `leaks: 'fail'` the resources that are left, and with
   * `ignored: 'fail'` what had no effect
   */
  stop(): Promise<void>;
}

/**
 * A fresh simulator that from here on answers what this process sends to Google's Compute Engine hosts and the metadata
 * server, for any test runner. Tests that run at the same time, each of which calls this itself, see each their own.
 * Needs msw.
 *
 * @example
 * test('…', async (t) => {
 *   const it = useSimulator();
 *   t.after(() => it.stop());
 *   …
 * });
 *
 * @throws TypeError for an option that makes no sense
 */
export function useSimulator(options: SimulatorUseOptions = {}): SimulatorInUse {
  const { leaks = 'ignored', ignored = 'reported', otherGoogleHosts = 'refused', ...simulatorOptions } = options;
  oneOf('leaks', leaks, ['ignored', 'fail']);
  oneOf('ignored', ignored, ['allowed', 'fail', 'reported']);
  oneOf('otherGoogleHosts', otherGoogleHosts, ['refused', 'passed']);
  const gce = createSimulator(simulatorOptions);
  const use: HostsInUse = {
    simulator: gce,
    passesOtherHosts: otherGoogleHosts === 'passed',
    unexpected: [],
  };
  takeHosts(use);
  let isStopped = false;
  const stop = async (): Promise<void> => {
    if (isStopped) return;
    isStopped = true;
    releaseHosts(use);
    refuseUnexpected(use.unexpected);
    if (leaks === 'fail') gce.calls.expectNoLeaks();
    if (ignored !== 'allowed') tellIgnored(gce, ignored);
  };
  return { gce, stop, [Symbol.asyncDispose]: stop };
}

function oneOf(name: string, value: string, allowed: readonly string[]): void {
  if (allowed.includes(value)) return;
  throw new TypeError(`${name} must be ${allowed.map((one) => `'${one}'`).join(' or ')}; got '${value}'`);
}

/** @throws Error with what there is to be told, where that is to fail */
function tellIgnored({ calls }: Simulator, how: 'fail' | 'reported'): void {
  const lines = calls.lint().flatMap(({ rule, message }) => (rule === 'ignored' ? `  ${message}` : []));
  if (lines.length === 0) return;
  const text = `Requests held what Compute ignores; ignored: 'allowed' keeps quiet about it:\n${lines.join('\n')}`;
  if (how === 'fail') throw new Error(text);
  console.warn(text);
}
