import type { IamOptions } from '@gcepool/sim';
import { createSimulator } from '@gcepool/sim';
import { parseDocument } from 'yaml';
import { usageFailure } from '../failure.ts';
import { readSource } from '../kubernetes/read-source.ts';

/**
 * Who may do what, as a file of YAML or JSON says it: what `createSimulator` takes as `iam`.
 *
 * @throws Failure naming the file and the field of what makes no sense
 */
export async function readIamFile(path: string): Promise<IamOptions> {
  const { name, text } = await readSource('--iam', path);
  const document = parseDocument(text, { merge: true, logLevel: 'silent' });
  const [error] = document.errors;
  if (error !== undefined) throw usageFailure(`--iam ${name}: ${error.message.split('\n', 1)[0]}`, error);
  try {
    // What it holds is checked by the simulator that is made of it, here and now.
    const iam = (document.toJS() ?? {}) as IamOptions;
    createSimulator({ iam });
    return iam;
  } catch (failure) {
    throw usageFailure(`--iam ${name}: ${failure instanceof Error ? failure.message : String(failure)}`, failure);
  }
}
