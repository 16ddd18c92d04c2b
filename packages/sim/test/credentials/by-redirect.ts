/** Asks as a program would that was started with `redirect`. */
import process from 'node:process';
import { mock } from 'node:test';
import { asked } from './asked.ts';

if (process.env['TRIED_WITH'] === 'fake timers') mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'] });
console.log(JSON.stringify({ answers: [await asked()] }));
