import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { plainStyle } from './output/style.ts';
import { createProgram } from './program.ts';

const read = (path: string): Promise<string> =>
  readFile(fileURLToPath(new URL(`../../../${path}`, import.meta.url)), 'utf8');

const io = { print: () => undefined, remark: () => undefined, style: plainStyle };
const { commands } = createProgram(io, () => undefined);

/** What of a command line there is not: the command, or flags of it. */
function unknownIn(words: readonly string[]): readonly string[] {
  const [name = '', ...rest] = words;
  const command = commands.find((each) => each.name() === name);
  if (command === undefined) return [name];
  const flags = rest.filter((word) => word.startsWith('--')).map((word) => word.replace(/=.*$/s, ''));
  return flags.filter((flag) => command.options.every(({ long }) => long !== flag));
}

test.each(['docs/kubernetes.md', 'deploy/README.md'])('%s names commands and flags that there are', async (path) => {
  const lines = [
    ...(await read(path)).matchAll(
      /\bgcepool ((?:plan|run|controller|permissions|status|shutdown|reconcile)\b[^`\n>|]*)/g,
    ),
  ];
  expect(lines.length).toBeGreaterThan(1);
  expect(lines.flatMap(([, line = '']) => unknownIn(line.split(' ')))).toEqual([]);
});

test('what is deployed is started with flags that there are', async () => {
  // The API server takes it for a Deployment, which has these fields.
  const { spec } = parse(await read('deploy/kustomize/base/deployment.yaml')) as {
    readonly spec: {
      readonly template: { readonly spec: { readonly containers: readonly { readonly args: readonly string[] }[] } };
    };
  };
  const args = spec.template.spec.containers.flatMap((container) => container.args);
  expect(args[0]).toBe('controller');
  expect(unknownIn(args)).toEqual([]);
  const chart = await read('deploy/chart/templates/deployment.yaml');
  const flags = [...chart.matchAll(/^ +- .*?(--[a-z-]+)/gm)].map(([, flag = '']) => flag);
  expect(flags).toContain('--finalizer');
  expect(unknownIn(['controller', ...flags])).toEqual([]);
});

test('the images have the Node.js and the client of API servers that are tested, and the release that is asked for', async () => {
  const [node, kubernetes, controller, simulator] = await Promise.all(
    ['.nvmrc', 'packages/kubernetes/package.json', 'deploy/Dockerfile', 'container/Dockerfile'].map(read),
  );
  for (const file of [controller, simulator]) expect(file).toContain(`ARG BASE=node:${node?.trim()}-`);
  const [, client] = /"devDependencies": \{[^}]*"(@kubernetes\/client-node": "[^"]+)"/.exec(kubernetes ?? '') ?? [];
  expect(controller).toContain(client?.replace('": "', '@'));
  expect(controller).not.toMatch(/gcepool\/?\w*@\d/);
});
