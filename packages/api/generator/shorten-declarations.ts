/**
 * `npm run build -w @gcepool/api`: the API's descriptions, which are three quarters of the declarations, stand in full in
 * the sources alone. What is published keeps the first sentences of v1's, where they tell more than names do; interfaces of later
 * versions inherit them.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { dropMemberComments, keepFirstSentences } from './first-sentence.ts';
import { dropSpareComments } from './spare-comments.ts';

for (const file of globSync(`${import.meta.dirname}/../dist/generated/**/*.{d.ts,js}`)) {
  writeFileSync(file, withoutMap(shortened(file, readFileSync(file, 'utf8'))));
}

function shortened(file: string, text: string): string {
  if (file.endsWith('.js')) return text;
  return dropSpareComments(file.endsWith('/v1/types.d.ts') ? keepFirstSentences(text) : dropMemberComments(text));
}

/** The maps and the sources they lead to are not published. */
function withoutMap(text: string): string {
  return text.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n');
}
