import { expect, test } from 'vitest';
import type { OptionRule } from './option-rules.ts';
import { OPTION_NAMES, OPTION_RULES } from './option-rules.ts';

const flagOf = (name: string, { kind }: OptionRule): string =>
  kind === 'code'
    ? ''
    : `\`--${name.replace(/Ms$/, '').replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}\``;

/** The words it takes and what each means, the default first. */
const choicesIn = (rule: OptionRule): string =>
  rule.kind === 'choice'
    ? `: ${Object.entries(rule.choices)
        .map(([choice, meaning]) => `\`${choice}\` (${meaning})`)
        .join(', ')}`
    : '';

const rows = OPTION_NAMES.map((name) => {
  const rule: OptionRule = OPTION_RULES[name];
  const isKept = rule.replay === 'decides' ? 'yes' : `no: ${rule.replay.unaffected}`;
  return `| \`${name}\` | ${flagOf(name, rule)} | ${rule.summary}${choicesIn(rule)} | ${isKept} |`;
});

const page = `# Options of a simulator

Generated from packages/sim/src/options/option-rules.ts (\`npx vitest run -u\` of its test). Of several words the first is the default.
What is kept must be the same when \`--data FOLDER\` is gone on from.

| \`createSimulator\` | \`gcepool sim\` | | kept |
|---|---|---|---|
${rows.join('\n')}
`;

test('docs/options.md says of each option what its rule says', async () => {
  await expect(page).toMatchFileSnapshot('../../../../docs/options.md');
});
