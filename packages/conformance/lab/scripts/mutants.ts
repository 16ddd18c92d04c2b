import { ADAPTER_MUTANTS } from '../mutants/adapter-mutants.ts';
import { adapterVerdict } from '../mutants/adapter-verdict.ts';
import { POOL_MUTANTS } from '../mutants/pool-mutants.ts';
import { poolVerdict } from '../mutants/pool-verdict.ts';
import type { Verdict } from '../mutants/verdict.ts';

/* Tries the laws on every mutant, says which law caught it, and fails if one survives. */

const SEED = 1;

const verdicts: Verdict[] = [];
const tell = (verdict: Verdict): void => {
  const { name, law, steps, histories } = verdict;
  verdicts.push(verdict);
  const outcome = law === undefined ? 'SURVIVED' : `caught by ${law}, in ${steps} steps`;
  console.log(`${name.padEnd(76)} ${outcome} (${histories} histories)`);
};

for (const [name, mutation] of Object.entries(ADAPTER_MUTANTS)) {
  tell(await adapterVerdict(`adapter: ${name}`, mutation, SEED));
}
for (const [name, options] of Object.entries(POOL_MUTANTS)) tell(await poolVerdict(name, options, SEED));

const caught = verdicts.filter(({ law }) => law !== undefined).length;
console.log(`${caught} of ${verdicts.length} mutants caught`);
if (caught < verdicts.length) process.exitCode = 1;
