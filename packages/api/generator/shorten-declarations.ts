/**
 * `npm run build -w @gcepool/api`: of the API's descriptions, which are three quarters of the declarations, what is
 * published keeps the first sentences. In the sources they stand in full.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { keepFirstSentences } from './first-sentence.ts';

for (const file of globSync(`${import.meta.dirname}/../dist/generated/**/*.{d.ts,js}`)) {
  const text = readFileSync(file, 'utf8');
  const shortened = file.endsWith('.d.ts') ? keepFirstSentences(text) : text;
  // The maps and the sources they lead to are not published.
  writeFileSync(file, shortened.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n'));
}
