import { Failure } from '../failure.ts';

/** @throws Failure if no simulator runs at a URL */
export async function requireSimulator(url: string): Promise<void> {
  // Its page at `/`, for a call of the API would be among those that a test counts.
  const answer = await fetch(`${url}/`).catch((error: unknown) => {
    throw new Failure(1, `no simulator runs at ${url}; start one with \`gcepool sim\`, or use --start`, {
      cause: error,
    });
  });
  if ((await answer.text()).startsWith('This is a simulator of the Google Compute Engine API')) return;
  throw new Failure(1, `what runs at ${url} is no simulator of Compute Engine; name another with --port or --url`);
}
