import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ranCommand } from '../ran-command.test-support.ts';
import { planPage } from './plan-page.ts';
import type { PlanPage } from './plan-page.ts';

const example = (name: string): string => fileURLToPath(new URL(`../../examples/${name}`, import.meta.url));
const NODES = ['--nodes', example('nodes.json')];

let folder: string;
const file = (name: string): string => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gcepool-plan-page-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** The texts of a page, tags taken away. */
const textOf = (page: string): string =>
  page
    .replaceAll(/<style>.*?<\/style>/gs, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');

test('plan --html writes services before and after, and each step with its reason and what it changes', async () => {
  const state = ['--state', file('state.json')];
  await ranCommand(['sync', '--from', example('shop.yaml'), ...NODES, ...state]);
  const plan = ['plan', '--from', example('shop-changed.yaml'), ...NODES, ...state, '--gc'];
  const { code, remarks, out } = await ranCommand([...plan, '--html', file('plan.html')]);
  expect(code).toBe(0);
  expect(remarks).toContain(`the plan as a page: ${file('plan.html')}`);
  expect(out).toContain('9 changes planned, none made');
  const text = textOf(await readFile(file('plan.html'), 'utf8'));
  expect(text).toContain('shop/catalogue:http 30081 served served as it is');
  expect(text).toContain('shop/search:http 30083 served served, changed update healthChecks/k8s-be-30083 ,');
  expect(text).toContain('shop/recommendations:http 30085 served not served delete backendServices/k8s-be-30085');
  expect(text).toContain('shop/returns:http 30086 not served served create healthChecks/k8s-be-30086');
  expect(text).toContain('Wave 2, when the one before is done');
  expect(text).toMatch(
    /update backendServices\/k8s-be-30083 shop\/search:http \(nodePort 30083\) speaks HTTP2.*protocol &quot;HTTP&quot; &quot;HTTP2&quot;/,
  );
  expect(text).toMatch(
    /Waits for update healthChecks\/k8s-be-30083 , setNamedPorts us-central1-a\/instanceGroups\/k8s-ig/,
  );
  expect(text).toContain('gke-shop-pool-7g8h is not Ready, so it was not added to any group');
  expect(text).toContain('passed over: data/postgres is of type ClusterIP');
});

test('the page loads nothing and runs nothing, and its policy names its style', async () => {
  await ranCommand(['plan', '--from', example('shop.yaml'), ...NODES, '--html', file('alone.html')]);
  const page = await readFile(file('alone.html'), 'utf8');
  expect(page).not.toMatch(/<script|<link|<img|<iframe|\ssrc=|\son\w+=|javascript:|url\(|@import/i);
  const [, policy = ''] = /<meta\s+http-equiv="content-security-policy"\s+content="([^"]*)"/.exec(page) ?? [];
  const [, style = ''] = /<style>(.*?)<\/style>/s.exec(page) ?? [];
  const hash = createHash('sha256').update(style).digest('base64');
  expect(policy.replaceAll('&#39;', "'")).toBe(
    `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`,
  );
});

test('what a cluster calls its things is text, however it reads', async () => {
  const hostile = '</style><script>alert(1)</script><img src=x onerror=alert(2)>" \u202E\'&amp;';
  const page: PlanPage = {
    planned: {
      waves: [
        [
          {
            collection: 'instanceGroups',
            zone: hostile,
            name: hostile,
            verb: 'addInstances',
            resource: hostile,
            reason: hostile,
            instances: [hostile],
            ports: [1],
            needs: [hostile],
          },
        ],
      ],
      notices: [{ about: hostile, message: hostile }],
      problems: [],
    },
    ports: [{ nodePort: 30_001, service: hostile, servicePort: hostile }],
    cloud: hostile,
    cluster: hostile,
    problems: [hostile],
    remarks: [hostile],
    madeAt: new Date(0),
  };
  const plain = planPage(
    JSON.parse(JSON.stringify(page).replaceAll(JSON.stringify(hostile), '"x"'), (key, value: unknown) =>
      key === 'madeAt' ? new Date(0) : value,
    ) as PlanPage,
  );
  const tagsOf = (text: string): readonly string[] => [...text.matchAll(/<\/?([a-z0-9]+)/g)].map(([tag]) => tag);
  const shown = planPage(page);
  expect(tagsOf(shown)).toEqual(tagsOf(plain));
  expect(shown).not.toContain('\u202E');
});

test('what cannot be used is said on top, and a file that cannot be written fails the command', async () => {
  await writeFile(
    file('two.yaml'),
    [
      'kind: Service\nmetadata: {name: web}\nspec: {type: NodePort, ports: [{port: 80, nodePort: 30001}]}',
      'kind: Service\nmetadata: {name: bad}\nspec: {type: NodePort, ports: [{port: 80, nodePort: 99999999}]}',
    ].join('\n---\n'),
  );
  const plan = ['plan', '--from', file('two.yaml'), '--zones', 'us-central1-a', '--html'];
  const { code } = await ranCommand([...plan, file('two.html')]);
  expect(code).toBe(1);
  const text = textOf(await readFile(file('two.html'), 'utf8'));
  expect(text).toMatch(/Not served or not done, and why.*99999999.*Services before and after/);
  const unwritable = await ranCommand([...plan, file('no/such/folder.html')]);
  expect(unwritable).toMatchObject({
    code: 1,
    remarks: [expect.stringMatching(/^--html .*folder\.html: cannot be written: /)],
  });
  const dash = await ranCommand([...plan, '-']);
  expect(dash).toMatchObject({
    code: 2,
    remarks: ['--html -: standard output has the plan as text; name a file for the page'],
  });
});

test('a port that cannot be served is said beside the steps for all others, and not served after', async () => {
  const service = (name: string, nodePort: number): string =>
    `kind: Service\nmetadata: {name: ${name}}\nspec: {type: NodePort, ports: [{port: 80, nodePort: ${nodePort}}]}`;
  await writeFile(file('odd.yaml'), [service('web', 30_001), service("'a/b'", 30_002)].join('\n---\n'));
  const plan = ['plan', '--from', file('odd.yaml'), '--zones', 'us-central1-a', '--html', file('odd.html')];
  const { code, out, remarks } = await ranCommand(plan);
  expect(code).toBe(1);
  expect(out).toContain('create  backendServices/k8s-be-30001');
  expect(remarks.at(-1)).toMatch(/^plan: nodePort 30002: .* is not of the form namespace\/name$/);
  const text = textOf(await readFile(file('odd.html'), 'utf8'));
  expect(text).toMatch(
    /is not of the form namespace\/name .* 30001 not served served create.* 30002 – not served nothing: see above/,
  );
});

test('--open alone leaves the page in a file for the moment, and says where it is', async () => {
  const { remarks } = await ranCommand(['plan', '--from', example('shop.yaml'), ...NODES, '--open']);
  const [, path = ''] =
    /^the plan as a page: (\S+), which is not opened, for there is no/.exec(remarks.at(-1) ?? '') ?? [];
  expect(await readFile(path, 'utf8')).toMatch(/^<!doctype html>/);
});
