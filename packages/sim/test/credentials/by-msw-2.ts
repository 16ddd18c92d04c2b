/** Asks as a program would that has msw 2, whose handlers are told of no end. */
import { setupServer } from 'msw2/node';
import { registerHooks } from 'node:module';
import process from 'node:process';
import { mock } from 'node:test';
import { createSimulator } from '../../src/simulator.ts';
import { handlers } from '../../src/transports/msw.ts';
import { asked } from './asked.ts';

registerHooks({ resolve: (name, context, next) => next(name === 'msw' ? 'msw2' : name, context) });

if (process.env['TRIED_WITH'] === 'fake timers') mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'] });
// What its types say of handlers is of that version alone.
const made = handlers(createSimulator()) as unknown as Parameters<typeof setupServer>;
if (made.some((handler) => 'dispose' in handler)) throw new Error('these are not handlers of msw 2');
const server = setupServer(...made);
server.listen({ onUnhandledRequest: 'error' });
console.log(JSON.stringify({ answers: [await asked()] }));
server.close();
