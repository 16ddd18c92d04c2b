import { named } from './named.ts';
import type { Invariant } from '../run.ts';

/** Whoever writes what was read sends the fingerprint that was read, so that nobody's update is lost: as `calls.lint()` has it. */
export const noWriteWithoutFingerprint = (): Invariant =>
  named('noWriteWithoutFingerprint', (gce) => {
    const found = gce.calls.lint().filter(({ rule }) => rule === 'writeWithoutFingerprint');
    if (found.length > 0) throw new Error(found.map(({ message }) => message).join(' '));
  });
