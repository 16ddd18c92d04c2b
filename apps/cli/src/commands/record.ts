import { appendFileSync } from 'node:fs';
import { Failure, usageFailure } from '../failure.ts';
import type { Io } from '../io.ts';
import { startRecordProxy } from '../recording/record-proxy.ts';
import { describeListenError } from './listen-error.ts';
import { stopSignal } from './stop-signal.ts';

/** The flags of `gcepool record`. */
export interface RecordOptions {
  readonly out: string;
  readonly upstream: URL;
  readonly port: number;
}

/** Passes requests on and writes down what is answered, until the process is told to stop. */
export async function record({ out, upstream, port }: RecordOptions, io: Io): Promise<void> {
  const stopped = stopSignal();
  append(out, '');
  let count = 0;
  const proxy = await startRecordProxy(upstream, {
    port,
    write: (exchange) => {
      append(out, `${JSON.stringify(exchange)}\n`);
      count++;
    },
    remark: (line) => io.remark(line),
  }).catch((error: unknown) => {
    throw error instanceof Failure
      ? error
      : new Failure(1, describeListenError(error, port, '127.0.0.1'), { cause: error });
  });
  io.print(`recording ${upstream.origin} to ${out}: listening on ${proxy.url}`);
  await stopped;
  await proxy.close();
  io.print(`${count} exchanges recorded`);
}

function append(file: string, text: string): void {
  try {
    appendFileSync(file, text);
  } catch (error) {
    throw usageFailure(
      `--out ${file}: cannot be written: ${error instanceof Error ? error.message : String(error)}`,
      error,
    );
  }
}
