/** Asks as a program would, with a simulator in the process: first by `useSimulator`, then by the handlers of msw. */
import { setupServer } from 'msw/node';
import process from 'node:process';
import { mock } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { createSimulator } from '../../src/simulator.ts';
import { useSimulator } from '../../src/runners/use-simulator.ts';
import { handlers } from '../../src/transports/msw.ts';
import { asked } from './asked.ts';

if (process.env['TRIED_WITH'] === 'fake timers') mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'] });
const before = { ...process.env };
const answers: unknown[] = [];
{
  const inUse = useSimulator();
  answers.push(await asked());
  // What is refused is told at the end, by name.
  const refusal: unknown = await inUse.stop().catch((error: unknown) => error);
  answers.push(String(refusal).split('\n').slice(1));
}
{
  const server = setupServer(...handlers(createSimulator()));
  server.listen({ onUnhandledFrame: 'error' });
  answers.push(await asked());
  server.close();
}
console.log(JSON.stringify({ answers, isRestored: isDeepStrictEqual(before, { ...process.env }) }));
