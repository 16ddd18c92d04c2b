import process from 'node:process';
import { isatty } from 'node:tty';
import { directHosts, OWN_HOSTS } from './commands/direct-hosts.ts';
import { styleFor } from './output/style.ts';
import { terminalLine } from './output/terminal-line.ts';
import { terminalScreen } from './output/terminal-screen.ts';
import { terminalQuestion } from './output/terminal-question.ts';
import { runCommand } from './run-command.ts';

// `gcepool list | head -1` closes the pipe while we write: not an error worth a stack trace.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

// Google's client warns that it found no metadata server, right before the error that says what it needed one for.
process.removeAllListeners('warning');
process.on('warning', ({ name, message }) => {
  if (name !== 'MetadataLookupWarning') process.stderr.write(`gcepool: ${name}: ${message}\n`);
});

// With NODE_USE_ENV_PROXY a simulator of this machine would be asked for at the proxy.
Object.assign(process.env, directHosts(OWN_HOSTS, process.env));

const progress = terminalLine(process.stderr);
const screen = terminalScreen(process.stdout, process.env);
const ask = terminalQuestion({ isTTY: isatty(0), open: () => process.stdin }, process.stderr);

process.exitCode = await runCommand(process.argv.slice(2), {
  print: (line) => void process.stdout.write(`${line}\n`),
  remark: (line) => {
    progress?.clear();
    process.stderr.write(`gcepool: ${line}\n`);
  },
  style: styleFor(process.stdout, process.env),
  environment: process.env,
  ...(progress && { progress }),
  ...(screen && { screen }),
  ...(ask && { ask }),
});

// A read that was given up on a second signal would keep the process until it is answered.
process.stdout.write('', () => process.stderr.write('', () => process.exit()));
