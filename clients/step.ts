import process from 'node:process';

/** Does a step of a client's life, and says what came of it as TAP does; one that fails makes the process fail. */
export async function step(title: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
    console.log(`ok - ${title}`);
  } catch (error) {
    process.exitCode = 1;
    console.log(`not ok - ${title}\n# ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
}
