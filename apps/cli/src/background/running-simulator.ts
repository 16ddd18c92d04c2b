import { once } from 'node:events';
import { connect } from 'node:net';
import type { BackgroundFacts } from './answer-for-process.ts';
import { STOP } from './answer-for-process.ts';
import { socketOf } from './background-files.ts';

/** A simulator that runs in the background, asked itself. */
export interface RunningSimulator extends BackgroundFacts {
  /** Resolves when its process has ended. */
  readonly ended: Promise<void>;
  stop(): void;
  /** Lets go of it; it runs on. */
  release(): void;
}

/** The one on a port; undefined where none of this user's runs there. */
export async function runningSimulator(folder: string, port: number): Promise<RunningSimulator | undefined> {
  const socket = connect(socketOf(folder, port)).setEncoding('utf8');
  const closed = new Promise<void>((resolve) => {
    socket.once('close', () => resolve());
  });
  // `close` follows, and tells.
  socket.on('error', () => undefined);
  let said = '';
  socket.on('data', (text: string) => (said += text));
  while (!said.includes('\n')) {
    const isOver = await Promise.race([once(socket, 'data').then(() => false), closed.then(() => true)]).catch(
      () => true,
    );
    if (isOver) return undefined;
  }
  // What is said there is said by `answerForProcess`, in a folder of this user alone.
  const facts = JSON.parse(said) as BackgroundFacts;
  return { ...facts, ended: closed, stop: () => void socket.write(STOP), release: () => void socket.destroy() };
}
