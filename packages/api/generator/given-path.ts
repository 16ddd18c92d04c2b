import { resolve } from 'node:path';

/** A path as whoever runs a script means it: npm runs scripts in the folder of their package. */
export const givenPath = (path: string): string => resolve(process.env['INIT_CWD'] ?? '.', path);
