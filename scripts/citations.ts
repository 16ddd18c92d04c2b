/** The sentences that the simulator's rules cite, as JSON for `npm run drift`: by the method that a rule is of. */
import { coverage } from '@gcepool/sim';

const citations = coverage().flatMap(({ id, sources = [] }) =>
  sources.flatMap((source) => ('describedAt' in source ? [{ rule: id, ...source }] : [])),
);
console.log(JSON.stringify(citations));
