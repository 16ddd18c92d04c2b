import type { PerformanceEntry } from 'node:perf_hooks';
import { constants, PerformanceObserver } from 'node:perf_hooks';
import process from 'node:process';
import { getHeapStatistics } from 'node:v8';
import { isControlPath } from '../control/control-plane.ts';
import { Refusal } from '../kernel/refusal.ts';

const MEBIBYTE = 1024 * 1024;

/** How much of the heap that the process can have is used for what is kept, unless said otherwise. */
const SHARE = 0.75;

/** Refuses what would make the simulator larger than it may be. */
export interface MemoryGuard {
  /** Why a request may not be answered now; undefined if it may. */
  refusal(method: string, path: string): Refusal | undefined;
  /** Ends the watch. */
  close(): void;
}

/**
 * Watches how much is left of the heap each time the engine has cleared it: resources, journals, logs and forks all count.
 *
 * @param mebibytes how much there may be; default: three quarters of what the process can have
 * @param isTold says that the limit is met, once until it is met again
 */
export function memoryGuard(mebibytes: number | undefined, isTold: (message: string) => void): MemoryGuard {
  const limit = mebibytes === undefined ? getHeapStatistics().heap_size_limit * SHARE : mebibytes * MEBIBYTE;
  const watched = new MemoryLimit(limit, isTold);
  const observer = new PerformanceObserver((list) => {
    const isCleared = list.getEntries().some(isFull);
    if (isCleared) watched.measure(process.memoryUsage().heapUsed);
  });
  observer.observe({ entryTypes: ['gc'] });
  return { refusal: (method, path) => watched.refusal(method, path), close: () => observer.disconnect() };
}

/** Whether the engine has cleared all of the heap. */
function isFull(entry: PerformanceEntry): boolean {
  // The types of Node.js leave out what entries of this kind have.
  const { detail } = entry as { readonly detail?: { readonly kind?: number } };
  return detail?.kind === constants.NODE_PERFORMANCE_GC_MAJOR;
}

/** A limit on how much is kept, and how much that is. */
export class MemoryLimit {
  readonly #limit: number;
  readonly #isTold: (message: string) => void;
  #used = 0;

  /** @param limit in bytes */
  constructor(limit: number, isTold: (message: string) => void) {
    this.#limit = limit;
    this.#isTold = isTold;
  }

  measure(used: number): void {
    const wasMet = this.#used > this.#limit;
    this.#used = used;
    if (used > this.#limit && !wasMet) this.#isTold(this.#message);
  }

  /** Reads leave nothing behind, deleting makes room, and what the control plane forgets does. */
  refusal(method: string, path: string): Refusal | undefined {
    if (this.#used <= this.#limit || method === 'DELETE') return undefined;
    const isRead = method === 'GET' || method === 'HEAD';
    const makesRoom = isControlPath(path) && path !== '/_sim/forks' && path !== '/_sim/snapshot';
    if (isRead || makesRoom) return undefined;
    return new Refusal(503, 'backendError', this.#message, { frontEndStatus: 'UNAVAILABLE' });
  }

  get #message(): string {
    const [used, limit] = [this.#used, this.#limit].map((bytes) => Math.round(bytes / MEBIBYTE));
    return `The simulator keeps ${used} MiB, and may keep ${limit}: delete something, end forks (DELETE /_sim/forks/NAME), forget all (POST /_sim/reset), or start it with a larger --memory.`;
  }
}
