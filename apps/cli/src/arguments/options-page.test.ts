import { Command } from 'commander';
import { expect, test } from 'vitest';
import type { ListenRule, OptionRule } from '@gcepool/sim/options';
import { LISTEN_NAMES, LISTEN_RULES, OPTION_NAMES, OPTION_RULES } from '@gcepool/sim/options';
import { flagNameOf } from './flag-name.ts';
import { addServeOptions } from './serve-flags.ts';

const flag = (name: string): string => `\`--${flagNameOf(name)}\``;

/** The words it takes and what each means, the default first. */
const choicesIn = (rule: OptionRule): string =>
  rule.kind === 'choice'
    ? `: ${Object.entries(rule.choices)
        .map(([choice, meaning]) => `\`${choice}\` (${meaning})`)
        .join(', ')}`
    : '';

const simulatorRows = OPTION_NAMES.map((name) => {
  const rule: OptionRule = OPTION_RULES[name];
  const isKept = rule.replay === 'decides' ? 'yes' : `no: ${rule.replay.unaffected}`;
  return `| \`${name}\` | ${rule.kind === 'code' ? '' : flag(name)} | ${rule.summary}${choicesIn(rule)} | ${isKept} |`;
});

const listenRows = LISTEN_NAMES.map((name) => {
  const rule: ListenRule = LISTEN_RULES[name];
  const said = rule.kind === 'code' ? '' : flag(rule.kind === 'texts' ? rule.singular : name);
  const variable = rule.kind === 'text' && rule.variable !== undefined ? `, \`${rule.variable}\`` : '';
  return `| \`${name}\` | ${said}${variable} | ${rule.summary} | ${rule.otherwise} |`;
});

const ruled: ReadonlySet<string> = new Set([
  ...OPTION_NAMES.filter((name) => OPTION_RULES[name].kind !== 'code').map((name) => flagNameOf(name)),
  ...Object.values<ListenRule>(LISTEN_RULES).flatMap((rule) =>
    rule.kind === 'texts' ? flagNameOf(rule.singular) : [],
  ),
  ...LISTEN_NAMES.filter((name) => LISTEN_RULES[name].kind !== 'code').map((name) => flagNameOf(name)),
]);

const commandRows = addServeOptions(new Command())
  .options.filter((option) => !ruled.has(option.name()))
  .map(({ flags, description }) => `| \`${flags}\` | ${description} |`);

const page = `# Options of a simulator

Generated from the rules in packages/sim/src/options (\`npx vitest run -u\` of options-page.test.ts in apps/cli). Of several words the first is the default.
What is kept must be the same when \`--data FOLDER\` is gone on from.

| \`createSimulator\` | \`gcepool sim\` | | kept |
|---|---|---|---|
${simulatorRows.join('\n')}

How it is served depends on no folder:

| \`listen\` | \`gcepool sim\` | | otherwise |
|---|---|---|---|
${listenRows.join('\n')}

The command alone has:

| \`gcepool sim\` | |
|---|---|
${commandRows.join('\n')}
`;

test('docs/options.md says of each option what its rule says', async () => {
  await expect(page).toMatchFileSnapshot('../../../../docs/options.md');
});
