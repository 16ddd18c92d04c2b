import { codeOf } from '../cloud/cloud-error.ts';
import type { Success } from './report.ts';

/** Deletes a resource; one that is already absent counts as deleted. */
export async function performDelete(deletion: Promise<void>): Promise<Success> {
  try {
    await deletion;
    return 'done';
  } catch (error) {
    if (codeOf(error) === 404) return 'absent';
    throw error;
  }
}
