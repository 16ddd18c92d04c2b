import { PlanOutdatedError, RemovalCapError, StepError, StoppedError } from '@gcepool/core';
import { codeOf, enumeration, fieldOf, messageOf, refusalOf } from '@gcepool/core/internal';
import { oneLine } from '../one-line.ts';
import { permissionsOfMethod } from '../permissions/method-permissions.ts';
import { describeCloud } from './choose-cloud.ts';
import type { CloudChoice } from './choose-cloud.ts';

const unreachable: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'its name cannot be resolved',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the host cannot be reached',
};

/** What went wrong with a cloud, in one line, with the way out where there is a plain one. */
export function explainCloudError(error: unknown, choice: CloudChoice): string {
  const reason = unreachable[codeInside(error) ?? ''];
  if (reason !== undefined && choice.kind === 'gce' && choice.endpoint) {
    return `--endpoint ${choice.endpoint.origin}: ${reason}; start a simulator with gcepool sim, or name the one that runs`;
  }
  // Of what was begun, the record tells.
  if (error instanceof StoppedError) return 'interrupted before anything was changed';
  // The library's advice is for those who write a program with it.
  if (error instanceof RemovalCapError) {
    return `nothing was deleted: ${error.reason}; if that is what you want, use --force, or raise --max-delete and --max-delete-percent`;
  }
  if (error instanceof PlanOutdatedError) {
    const changed = enumeration(error.conflicts.map(({ resource }) => resource));
    return `nothing was done: since the plan was made, ${changed} changed; plan again`;
  }
  if (/Could not load the default credentials/.test(messageOf(error))) {
    return (
      `no credentials for ${describeCloud(choice)}: run \`gcloud auth application-default login\`, ` +
      'or set GOOGLE_APPLICATION_CREDENTIALS to a key file'
    );
  }
  return `${oneLine(messageOf(error))}${permissionAdvice(error, choice)}`;
}

/** GCE's words for a permission that is missing. */
const UNPERMITTED: ReadonlySet<unknown> = new Set(['forbidden', 'iamPermissionDenied']);

/** Which permission is missing, where that is not said, and what has it; empty where that is not the trouble. */
function permissionAdvice(failed: unknown, { project }: CloudChoice): string {
  const error = failed instanceof StepError ? failed.cause : failed;
  if (codeOf(error) !== 403 || !UNPERMITTED.has(refusalOf(error))) return '';
  const isNamed = /\bcompute\.\w+\.\w+/.test(messageOf(error));
  const permissions = permissionsOfMethod(String(fieldOf(error, 'method')));
  const what = isNamed || permissions.length === 0 ? '' : `; it takes ${enumeration(permissions)}`;
  return `${what}; \`gcepool permissions --project ${project} --format yaml\` prints a role with all that gcepool needs`;
}

/** The system's error code, which clients wrap in errors of their own. */
function codeInside(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error ? error.code : undefined;
  return typeof code === 'string' && code in unreachable ? code : codeInside(error.cause);
}
