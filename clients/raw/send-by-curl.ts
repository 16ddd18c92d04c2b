import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Send } from './life.ts';

/** By the program `curl`, once for each request. */
export const curl: Send = async (method, url, headers, body) => {
  const { stdout } = await promisify(execFile)('curl', [
    '--silent',
    '--show-error',
    '--request',
    method,
    ...Object.entries(headers).flatMap(([name, value]) => ['--header', `${name}: ${value}`]),
    ...(body === undefined ? [] : ['--data-binary', body]),
    '--write-out',
    String.raw`\n%{http_code}`,
    url,
  ]);
  const end = stdout.lastIndexOf('\n');
  return { status: Number(stdout.slice(end + 1)), text: stdout.slice(0, end) };
};
