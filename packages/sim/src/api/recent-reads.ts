import type { Call } from '../collections/call.ts';

const MOST_READS = 256;
const LONGEST_URL = 1024;

/** The reads that were asked last, by their URLs, which say all of them but who asks: who polls asks the same again. */
const reads = new Map<string, Call>();

export const recentRead = (url: string): Call | undefined => reads.get(url);

export function rememberRead(url: string, call: Call): void {
  if (url.length >= LONGEST_URL) return;
  if (reads.size >= MOST_READS) reads.clear();
  reads.set(url, call);
}
