import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** Milliseconds of one unit in which the system counts. */
const TICK_MS = 1000 / Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** How much of the processors a process and its children have had, those included that have ended, in milliseconds. Of Linux alone. */
export function processorTimeOf(pid: number): number {
  const of = (id: number, parent?: number): number => {
    const fields = statOf(id);
    if (fields === undefined || (parent !== undefined && Number(fields[PARENT]) !== parent)) return 0;
    return [...TIMES, ...(parent === undefined ? TIMES_OF_ENDED : [])].reduce(
      (sum, field) => sum + Number(fields[field]) * TICK_MS,
      0,
    );
  };
  const others = readdirSync('/proc').map(Number).filter(Number.isInteger);
  return others.reduce((sum, id) => sum + of(id, pid), of(pid));
}

/** The same of the threads that a process has, without its children, and finer: a start takes few of the units above. */
export function threadTimeOf(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`);
  const nanoseconds = threads.map((id) =>
    Number(readFileSync(`/proc/${pid}/task/${id}/schedstat`, 'utf8').split(' ')[0]),
  );
  return nanoseconds.reduce((sum, each) => sum + each, 0) / 1e6;
}

/** Places in what follows the name of a process in `/proc/PID/stat`. */
const PARENT = 1;
const TIMES = [11, 12];
const TIMES_OF_ENDED = [13, 14];

/** Undefined where there is no such process any more. */
function statOf(pid: number): readonly string[] | undefined {
  try {
    // A name may have spaces and brackets in it.
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ');
  } catch {
    return undefined;
  }
}
