import type { Examples } from '../examples.ts';
import { ZONE } from '../examples.ts';

export const bodies: Examples = { images: { sourceDisk: `${ZONE}/disks/a` } };

/** The disk is one that an instance writes to. */
export const queries = { images: 'forceCreate=true' };
