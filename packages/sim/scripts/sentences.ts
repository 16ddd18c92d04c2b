/** `npm run sentences -w @gcepool/sim`: writes the page that says which sentences of the API's descriptions are enforced. */
import { writeFileSync } from 'node:fs';
import { commentsIn } from '../../api/generator/drift/comments.ts';
import { demands } from './sentence-list.ts';
import { sentencesPage } from './sentences-page.ts';

writeFileSync(new URL('../../../docs/sentences.md', import.meta.url), sentencesPage(demands(commentsIn('v1'))));
