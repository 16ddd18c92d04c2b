import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { commentsIn } from '../../api/generator/drift/comments.ts';
import { demands } from '../scripts/sentence-list.ts';
import { sentencesPage } from '../scripts/sentences-page.ts';
import { sentenceRules } from './evidence/sentences.ts';

const list = demands(commentsIn('v1'));

test('docs/sentences.md is current; `npm run sentences -w @gcepool/sim` writes it', () => {
  const page = readFileSync(new URL('../../../docs/sentences.md', import.meta.url), 'utf8');
  expect(page).toBe(sentencesPage(list));
});

test('each rule about sentences is about some, and names a file that there is', () => {
  for (const { fields, sentences } of sentenceRules) {
    const found = list.filter(({ field, sentence }) => fields.test(field) && sentences?.test(sentence) !== false);
    expect(found, `${fields} ${sentences ?? ''}`).not.toEqual([]);
  }
  const missing = sentenceRules.filter(({ by }) => by !== undefined && !existsSync(new URL(by, import.meta.url)));
  expect(missing).toEqual([]);
});

test('a citation marks the sentence that it is a part of', () => {
  const asn = list.find(({ field, sentence }) => field === 'RouterBgp.asn' && sentence.includes('RFC6996'));
  expect(asn?.status).toBe('cited');
});
