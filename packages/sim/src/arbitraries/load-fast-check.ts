import type FastCheck from 'fast-check';
import { requirePeer } from '../kernel/require-peer.ts';

/**
 * fast-check, which its users install beside this package.
 *
 * @throws Error that says what to install, where it is not there
 */
// The types are the package's own.
export const loadFastCheck = (): typeof FastCheck => requirePeer('fast-check') as typeof FastCheck;
