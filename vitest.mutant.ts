import process from 'node:process';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vitest/config';

/** A mistake to be planted in a source file. */
interface PlantedMistake {
  /** From the root of the repository. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** Plants the mistake that `GCEPOOL_TEST_MUTANT` says, as the file is loaded: so it is seen whether tests notice. */
export function plantedMistake(): Plugin[] {
  const said = process.env['GCEPOOL_TEST_MUTANT'];
  if (said === undefined) return [];
  // Said by `packages/conformance/lab/mutants/source-mutants.test.ts`, as JSON.
  const { file, from, to } = JSON.parse(said) as PlantedMistake;
  const path = fileURLToPath(new URL(file, import.meta.url));
  return [
    {
      name: 'planted-mistake',
      enforce: 'pre',
      transform: (code, id) => (id.split('?')[0] === path ? code.replace(from, () => to) : undefined),
    },
  ];
}
