import type { Clock, Cloud } from '@gcepool/core';
import type { ApiAnswer, IamPermissions } from '@gcepool/gce';
import type { Simulator } from '@gcepool/sim';
import { Failure } from '../failure.ts';
import type { CloudChoice } from './choose-cloud.ts';
import { explainCloudError } from './explain-cloud-error.ts';
import { gcePackage } from './gce-package.ts';

/** A cloud in use. */
export interface OpenCloud extends IamPermissions {
  readonly choice: CloudChoice;
  readonly cloud: Cloud;
  /** Time and chance of this machine. */
  readonly clock: Required<Clock>;
  /** HTTP requests sent to the Compute API so far. */
  readonly apiCalls: () => number;
  /** Tells of what becomes of each request from now on. */
  readonly onAnswer: (listener: (answer: ApiAnswer) => void) => void;
  /** The embedded simulator, where that is the cloud. */
  readonly simulator?: Simulator;
}

/** Opens the cloud, does the work, and keeps what is to be kept, also when the work fails. A cloud that refuses is a `Failure`. */
export const withCloud = <T>(choice: CloudChoice, work: (open: OpenCloud) => Promise<T>): Promise<T> =>
  openCloud(choice, async (open) => {
    try {
      return await work(open);
    } catch (error) {
      throw error instanceof Failure ? error : new Failure(1, explainCloudError(error, choice), { cause: error });
    }
  });

async function openCloud<T>(choice: CloudChoice, work: (open: OpenCloud) => Promise<T>): Promise<T> {
  const { createGceCloud, systemClock: clock } = await gcePackage();
  let calls = 0;
  const listeners: ((answer: ApiAnswer) => void)[] = [];
  const onAnswer: OpenCloud['onAnswer'] = (listener) => void listeners.push(listener);
  const shared = {
    project: choice.project,
    onCall: () => void (calls += 1),
    onAnswer: (answer: ApiAnswer) => {
      for (const listener of listeners) listener(answer);
    },
  };
  const apiCalls = (): number => calls;
  if (choice.kind === 'gce') {
    const cloud = createGceCloud({ ...shared, ...(choice.endpoint && { endpoint: choice.endpoint.origin }) });
    return work({ choice, cloud, clock, apiCalls, onAnswer, testIamPermissions: cloud.testIamPermissions });
  }
  const { readStateFile, writeStateFile } = await import('./state-file.ts');
  const { createSimulator } = await import('@gcepool/sim');
  const simulator = choice.stateFile === undefined ? createSimulator() : await readStateFile(choice.stateFile);
  const cloud = createGceCloud({ ...shared, fetch: simulator.fetch });
  try {
    return await work({
      choice,
      cloud,
      clock,
      apiCalls,
      onAnswer,
      simulator,
      testIamPermissions: cloud.testIamPermissions,
    });
  } finally {
    if (choice.stateFile !== undefined) await writeStateFile(choice.stateFile, simulator);
  }
}
