import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import process from 'node:process';
import { socketOf } from './background-files.ts';

/** What a simulator in the background says of itself. */
export interface BackgroundFacts {
  readonly url: string;
  /** Where browsers are shown the console; absent where there is none. */
  readonly console?: string;
  readonly pid: number;
  /** RFC 3339. */
  readonly since: string;
}

/** A process that answers for itself. */
export interface AnsweringProcess {
  /** Resolves when somebody asks it to stop. */
  readonly stopped: Promise<void>;
  /** Takes no further questions; who has asked sees it end. */
  readonly close: () => void;
}

/** By which a simulator in the background is told to stop. */
export const STOP = 'stop\n';

/**
 * Answers for this process, which serves a simulator in the background: whoever connects is told its facts, and is connected until it
 * ends. Says to the process that started it that it serves.
 */
export async function answerForProcess(folder: string, url: string, consoleUrl?: string): Promise<AnsweringProcess> {
  const path = socketOf(folder, Number(new URL(url).port));
  // Whoever left it is gone, for the port is ours.
  if (process.platform !== 'win32') await rm(path, { force: true });
  const facts: BackgroundFacts = {
    url,
    ...(consoleUrl !== undefined && { console: consoleUrl }),
    pid: process.pid,
    since: new Date().toISOString(),
  };
  let stop: () => void = () => undefined;
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  const server = createServer((socket) => {
    // Who asked may be gone before it is answered.
    socket.on('error', () => socket.destroy());
    socket.setEncoding('utf8').on('data', (text: string) => {
      if (text === STOP) stop();
    });
    socket.write(`${JSON.stringify(facts)}\n`);
  });
  server.listen(path);
  await once(server, 'listening');
  process.send?.(facts);
  return { stopped, close: () => void server.close() };
}
