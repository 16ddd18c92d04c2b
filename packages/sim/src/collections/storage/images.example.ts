import type { Examples } from '../../../test/examples.ts';
import { ZONE } from '../../../test/populated-project.ts';

export const bodies: Examples = { images: { sourceDisk: `${ZONE}/disks/a` } };

/** The disk is one that an instance writes to. */
export const queries = { images: 'forceCreate=true' };
