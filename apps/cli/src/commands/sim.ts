import type { CallRecord, IamOptions, SimulatorOptions } from '@gcepool/sim';
import type { SimulatorServer } from '@gcepool/sim/node';
import { listen } from '@gcepool/sim/node';
import { listenOptionsOf } from '../arguments/listen-flags.ts';
import { simulatorOptionsOf } from '../arguments/simulator-flags.ts';
import type { AnsweringProcess } from '../background/answer-for-process.ts';
import { Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import type { LogForm } from './call-line.ts';
import { callLine } from './call-line.ts';
import { describeListenError } from './listen-error.ts';
import type { DataOptions } from './open-simulator.ts';
import { openSimulator } from './open-simulator.ts';
import { stopSignal } from './stop-signal.ts';
import { tellIgnored } from './tell-ignored.ts';
import type { OtherHosts } from './tls-front.ts';
import { tlsFront } from './tls-front.ts';

/** The flags of `gcepool sim`, beside those that stand for options of the simulator and of `listen` and have no default. */
export interface SimOptions extends DataOptions {
  readonly port: number;
  readonly host: string;
  readonly seedFile?: string;
  /** File that says who may do what. */
  readonly iam?: string;
  readonly log?: LogForm;
  readonly tls?: boolean;
  readonly otherHosts?: OtherHosts;
  /** Folder in which it answers for its process; absent: it runs in the foreground. */
  readonly background?: string;
}

/** Serves a simulator until the process is told to stop. The first line it prints says where, once it is ready. */
export async function sim(options: SimOptions, io: Io): Promise<void> {
  const stopped = stopSignal();
  const { port, host } = options;
  const listenOptions = listenOptionsOf(options);
  // Clients of other processes compare what they read with the machine's clock: to clean up what is old, for one.
  const defaults = { startTime: Date.now(), onCall: onCall(options.log, io) };
  const iam = options.iam === undefined ? {} : { iam: await readIam(options.iam) };
  const simulatorOptions = { ...defaults, ...simulatorOptionsOf(options), ...iam };
  const seeded = await seedOf(options.seedFile, simulatorOptions);
  const { simulator, close } = await openSimulator({ ...simulatorOptions, ...seeded }, options, io);
  try {
    const front = tlsFront(io, options);
    const trusted = options.tls === true ? await front.trusted() : undefined;
    const server = await listen(simulator, {
      ...listenOptions,
      tls: front.tls,
      onMemoryMet: (message) => io.remark(message),
    }).catch((error: unknown) => {
      throw new Failure(1, describeListenError(error, port, host), { cause: error });
    });
    io.print(`listening on ${server.url}`);
    if (listenOptions.token === undefined && !isLoopback(host)) {
      io.remark(`--host ${host}: whoever reaches this address can use the simulator; --token TOKEN asks for a token`);
    }
    if (trusted !== undefined) {
      io.print(`listening on ${server.url.replace('http:', 'https:')}, for clients that trust ${trusted.own}`);
    }
    const { consoleUrl } = server;
    if (consoleUrl !== undefined) io.print(`console on ${consoleUrl}`);
    const { background } = options;
    const control = background === undefined ? undefined : await answerWithin(background, server);
    await Promise.race([stopped, ...(control ? [control.stopped] : [])]);
    control?.close();
    await server.close();
  } finally {
    await close();
  }
}

/** Answers for this process in a folder. */
async function answerWithin(folder: string, { url, consoleUrl }: SimulatorServer): Promise<AnsweringProcess> {
  const { answerForProcess } = await import('../background/answer-for-process.ts');
  return answerForProcess(folder, url, consoleUrl);
}

function onCall(log: LogForm | undefined, io: Io): (call: CallRecord) => void {
  const tell = tellIgnored(io);
  if (log === undefined) return tell;
  return (call) => {
    io.print(callLine(call, log, io.style));
    tell(call);
  };
}

const isLoopback = (host: string): boolean => /^(?:localhost|::1|127\.\d+\.\d+\.\d+)$/i.test(host);

async function readIam(file: string): Promise<IamOptions> {
  const { readIamFile } = await import('../iam-file/iam-file.ts');
  return readIamFile(file);
}

/** What a simulator begins with that has a seed file. */
async function seedOf(file: string | undefined, options: SimulatorOptions): Promise<SimulatorOptions> {
  if (file === undefined) return {};
  const { seededSnapshot } = await import('../seed-file/seeded-snapshot.ts');
  return { snapshot: await seededSnapshot(file, options) };
}
