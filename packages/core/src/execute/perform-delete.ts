import { codeOf } from '../cloud/cloud-error.ts';
import type { Success } from './report.ts';

/** Deletes something; that it is gone already is as good. */
export async function performDelete(deletion: Promise<void>): Promise<Success> {
  try {
    await deletion;
    return 'done';
  } catch (error) {
    if (codeOf(error) === 404) return 'absent';
    throw error;
  }
}
