import type * as gce from '@gcepool/gce';
import { Failure } from '../failure.ts';
import { ownVersion } from '../own-version.ts';

const NAME = '@gcepool/gce';

/**
 * The pool's way to the Compute API, with Google's client. Who wants the simulator alone does without: it is most of what there
 * is to install.
 *
 * @throws Failure that says how to get it, where it is not installed
 */
export async function gcePackage(): Promise<typeof gce> {
  try {
    return await import('@gcepool/gce');
  } catch (error) {
    throw isMissing(error) ? new Failure(1, notInstalled(ownVersion()), { cause: error }) : error;
  }
}

const notInstalled = (version: string): string =>
  `this command works through Google's client, which is not installed: npm install ${NAME}@${version} installs it beside gcepool, ` +
  `and npx --package gcepool@${version} --package ${NAME}@${version} gcepool … runs with it at once`;

/** Whether it is that package itself which is not there. */
const isMissing = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  error.code === 'ERR_MODULE_NOT_FOUND' &&
  error.message.includes(`'${NAME}'`);
