import { CLOUD_LAWS, LawBrokenError, readHistory, replayHistory } from '@gcepool/conformance';
import type { History } from '@gcepool/conformance';
import { messageOf } from '@gcepool/core/internal';
import { createSimulator } from '@gcepool/sim';
import { gcePackage } from '../cloud/gce-package.ts';
import type { CommandResult } from '../command-result.ts';
import { usageFailure } from '../failure.ts';
import type { Style } from '../output/style.ts';

/** The zone and the instances that a replay has. */
const ZONE = 'us-central1-a';
const INSTANCES = ['node-1', 'node-2', 'node-3'];

/**
 * Does the steps of a kept history to an embedded simulator of its own, through the adapter for GCE, and tells whether a law for
 * clouds is broken.
 *
 * @throws Failure for what is no history
 */
export async function replayHistoryOf(file: string, value: unknown): Promise<CommandResult> {
  const history = readKept(file, value);
  const { createGceCloud } = await gcePackage();
  const simulator = createSimulator();
  const project = 'simulated-project';
  const cloud = createGceCloud({ project, fetch: simulator.fetch });
  for (const name of INSTANCES) {
    simulator.handle({
      method: 'POST',
      url: `/compute/v1/projects/${project}/zones/${ZONE}/instances`,
      body: machine(name),
    });
  }
  const broken = await replayHistory(cloud, history, { zone: ZONE, instances: INSTANCES }).then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof LawBrokenError) return error;
      throw error;
    },
  );
  const count = history.steps.length;
  const document = {
    command: 'replay',
    steps: count,
    holds: broken === undefined,
    ...(broken && { law: broken.law, step: broken.step, message: broken.message }),
  };
  const lines = (style: Style): readonly string[] =>
    broken === undefined
      ? [`${count} steps, and all laws hold`]
      : [
          `${style.strong(broken.law)}, at step ${(broken.step ?? 0) + 1} of ${count}`,
          CLOUD_LAWS[broken.law],
          broken.message,
        ];
  return { document, lines, ...(broken && { failure: `the law ${broken.law} is broken` }) };
}

function readKept(file: string, value: unknown): History {
  try {
    return readHistory(value);
  } catch (error) {
    throw usageFailure(`${file}: is no history of @gcepool/conformance: ${messageOf(error)}`, error);
  }
}

const machine = (name: string): object => ({
  name,
  machineType: `zones/${ZONE}/machineTypes/e2-small`,
  networkInterfaces: [{ network: 'global/networks/default' }],
  disks: [{ boot: true, initializeParams: { sourceImage: 'projects/debian-cloud/global/images/family/debian-12' } }],
});
