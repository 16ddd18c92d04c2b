import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startedCommand } from '../started-command.test-support.ts';
import type { Ended } from '../started-command.test-support.ts';

const CHECKS = 'https://compute.googleapis.com/compute/v1/projects/p/global/healthChecks';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gcepool-explore-'));
});
afterAll(() => rm(folder, { recursive: true }));

const gcepool = (...args: readonly string[]): Promise<Ended> =>
  startedCommand(args, { env: { NODE_OPTIONS: '--conditions=@gcepool/source', XDG_CACHE_HOME: folder } }).ended;

/** Runs for an hour, whatever else is found on the PATH. */
const LONG = `'${process.execPath}' --eval 'setTimeout(() => {}, 3600000)'`;

/** A program of the shell that makes a health check, and does something before and after. */
const makeCheck = (before: string, after: string): readonly string[] => [
  'sh',
  '-c',
  `${before}
curl --silent --show-error --fail --data '{"name":"h","type":"TCP"}' --header 'content-type: application/json' '${CHECKS}' > /dev/null || exit 3
${after}`,
];

test('a program of any language is explored, and what it breaks is told', async () => {
  const args = ['--invariant', 'no-leaks', '--faults', 'answerLost', 'reset', '--no-crashes'];
  const { code, out, error } = await gcepool('explore', ...args, '--', ...makeCheck('', ''));
  expect(out.split('\n').slice(0, 5)).toEqual([
    'noLeaks',
    '  Call 1, healthChecks.insert of healthChecks/h: carried out, and the answer was lost.',
    expect.stringMatching(/^ {2}The program ended with the error: status 3: curl: \(\d+\)/),
    '  noLeaks: Left behind: projects/p/global/healthChecks/h.',
    expect.stringMatching(
      /^ {2}again: gcepool explore --invariant no-leaks --only 1:healthChecks.insert:answerLost -- sh -c '/,
    ),
  ]);
  expect(out).toContain('which makes 1 calls: 2 of 2 faults, 0 of 0 crashes, 0 of 0 pairs\n');
  expect(error).toMatch(/breaks what must hold in 1 way\n$/);
  expect(code).toBe(1);
});

test('what is found is found again by its schedule, and is one document as JSON', async () => {
  const args = ['--invariant', 'no-leaks', '--json', '--only', '1:healthChecks.insert:answerLost'];
  const { code, out } = await gcepool('explore', ...args, '--', ...makeCheck('', ''));
  expect(JSON.parse(out)).toMatchObject({
    command: 'explore',
    runs: 3,
    findings: [{ invariant: 'noLeaks', schedule: [{ call: 1, method: 'healthChecks.insert', kind: 'answerLost' }] }],
  });
  expect(code).toBe(1);
});

test('a crash kills the program and what it has started before it can do more, and it is started anew', async () => {
  const [starts, after] = [join(folder, 'starts'), join(folder, 'after')];
  // The file is there once a call was not answered and somebody of the program lived on.
  const program = makeCheck(`echo start >> ${starts}`, '').with(
    2,
    `echo start >> ${starts}
curl --silent --fail '${CHECKS}' > /dev/null || (echo lived >> ${after})`,
  );
  const { code, out } = await gcepool('explore', '--faults', 'duplicate', '--', ...program);
  expect(out).toContain('0 of 0 faults, 1 of 1 crashes');
  expect(out).toContain('nothing was found');
  expect(code).toBe(0);
  expect(existsSync(after)).toBe(false);
  const { out: lines } = await gcepool('exec', '--start', '--', 'cat', starts);
  // Two without a fault, and two of the run with a crash.
  expect(lines).toBe('start\n'.repeat(4));
});

test('what a program has left running does not hold it up', async () => {
  // A process that nobody waits for, and that has the program's standard error.
  const program = makeCheck('', `${LONG} &`);
  const { out, code } = await gcepool('explore', '--no-crashes', '--faults', 'duplicate', '--', ...program);
  expect([out.includes('nothing was found'), code]).toEqual([true, 0]);
});

test('told to end, it ends with the program that it runs, and leaves no folder', async () => {
  const temporary = await mkdtemp(join(folder, 'temporary-'));
  const { child, ended } = startedCommand(
    ['explore', '--verbose', '--run-seconds', '3600', '--', 'sh', '-c', `echo it runs; ${LONG}; :`],
    { env: { TMPDIR: temporary, XDG_CACHE_HOME: folder } },
  );
  await once(child.stdout ?? child, 'data');
  child.kill('SIGTERM');
  // It ends once nobody has its output any more, whom it has started included.
  expect(await ended).toMatchObject({ code: 143 });
  expect(readdirSync(temporary)).toEqual([]);
});

test('two instances of a program are interleaved, and what comes of it is found again', async () => {
  const program = [
    'sh',
    '-c',
    `curl --silent --fail '${CHECKS}/h' > /dev/null && exit 0
curl --silent --show-error --fail --data '{"name":"h","type":"TCP"}' --header 'content-type: application/json' '${CHECKS}' > /dev/null`,
  ];
  const alone = ['--bounded-calls', '3', '--faults', 'operationFails', '--no-crashes', '--runs', '5'];
  const { code, out } = await gcepool('explore', ...alone, '--instances', '2', '--', ...program);
  expect(out).toContain("  Then it was the other instance's turn.\n  Call 2, B: healthChecks.get of healthChecks/h:");
  expect(out).toMatch(/ {2}Instance A ended with the error: status \d+: curl: /);
  expect(out).toContain('1 of 1 faults, 0 of 0 crashes, 2 of 6 interleavings, 0 of 0 pairs\n');
  expect(code).toBe(1);
  expect(out).toContain('again: gcepool explore --bounded-calls 3 --only 2:healthChecks.insert:switch -- sh -c');
  const only = ['--bounded-calls', '3', '--only', '2:healthChecks.insert:switch'];
  const again = await gcepool('explore', ...only, '--', ...program);
  expect(again.out).toContain("Then it was the other instance's turn.");
});

test('an answer is as slow as is said, which a client may not wait for', async () => {
  const program = [
    'sh',
    '-c',
    `curl --silent --show-error --fail --max-time 5 --data '{"name":"h","type":"TCP"}' --header 'content-type: application/json' '${CHECKS}' > /dev/null`,
  ];
  const args = ['--invariant', 'no-leaks', '--slow-seconds', '55', '--faults', 'slow', '--no-crashes'];
  const { out, code } = await gcepool('explore', ...args, '--', ...program);
  expect(out).toContain('  Call 1, healthChecks.insert of healthChecks/h: the answer took 55 s.\n');
  expect(out).toMatch(/again: .* --slow-seconds 55 --only 1:healthChecks\.insert:slow --/);
  expect(code).toBe(1);
});

test('a program that runs on is cut off', async () => {
  const program = ['sh', '-c', `curl --silent --fail '${CHECKS}' > /dev/null || ${LONG}`];
  const args = ['--run-seconds', '5', '--faults', 'unavailable', '--no-crashes'];
  const { code, out } = await gcepool('explore', ...args, '--', ...program);
  expect(out).toContain('ends: The program did not end: it ran longer than 5 s.');
  expect(code).toBe(1);
});

test('there may be resources from the start, and invariants are made of flags', async () => {
  const seed = join(folder, 'seed.yaml');
  await writeFile(
    seed,
    'projects:\n  p:\n    global:\n      healthChecks:\n        - name: theirs\n          type: TCP\n',
  );
  const program = ['sh', '-c', `curl --silent --fail --request DELETE '${CHECKS}/theirs' > /dev/null`];
  const flags = [
    '--seed-file',
    seed,
    '--faults',
    'duplicate',
    '--no-crashes',
    '--own',
    'projects/p/global/healthChecks/mine',
  ];
  const { out } = await gcepool('explore', ...flags, '--invariant', 'nothing-foreign-touched', '--', ...program);
  expect(out).toContain("Changed what is not the program's own: projects/p/global/healthChecks/theirs (call 1,");
  const bounded = await gcepool(
    'explore',
    '--bounded-calls',
    '1',
    '--seed-file',
    seed,
    '--faults',
    'duplicate',
    '--no-crashes',
    '--',
    ...program,
  );
  expect(bounded.out).toContain('nothing was found');
});

test.each<[string, readonly string[], RegExp]>([
  [
    'a kind that there is not',
    ['--faults', 'gone', '--', 'sh'],
    /--faults must be one of refused.*Crashes are tried unless --no-crashes is given/,
  ],
  ['slow, and not how long', ['--faults', 'slow', '--', 'sh'], /--faults: slow needs --slow-seconds/],
  [
    'how long what is not tried takes',
    ['--faults', 'reset', '--slow-seconds', '5', '--', 'sh'],
    /--slow-seconds is how long slow answers take, and --faults does not name slow/,
  ],
  ['three instances', ['--instances', '3', '--', 'sh'], /Allowed choices are 1, 2/],
  ['an invariant that there is not', ['--invariant', 'luck', '--', 'sh'], /Allowed choices are ends/],
  ['a schedule that is none', ['--only', 'first', '--', 'sh'], /such as 3:disks.insert:answerLost/],
  ['a program that calls nothing', ['--', 'sh', '-c', ':'], /made no call that came to the simulator/],
  [
    'a program that fails without a fault',
    ['--', 'sh', '-c', 'echo an error >&2; exit 4'],
    /without a fault: status 4: an error/,
  ],
  ['a program that is not there', ['--', '/nowhere'], /without a fault: there is no program \/nowhere/],
])('what cannot be explored is refused with status 2: %s', async (_, args, message) => {
  const { code, error } = await gcepool('explore', ...args);
  expect(error).toMatch(message);
  expect(error.trimEnd().split('\n')).toHaveLength(1);
  expect(code).toBe(2);
});
