import process from 'node:process';

/** Resolves when the process is told to stop. Ask for it before serving: a stop that comes early is a clean stop too. */
export const stopSignal = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
