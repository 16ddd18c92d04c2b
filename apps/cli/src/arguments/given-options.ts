import type { Option } from 'commander';

/** A flag of a command, and the name of the option that it stands for. */
export interface DeclaredFlag<Name extends string> {
  readonly name: Name;
  readonly option: Option;
}

/** What was given by flags, by the names of the options that they stand for. */
export const givenOptions = (flags: object, declared: readonly DeclaredFlag<string>[]): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(flags).flatMap(([attribute, value]) => {
      const found = declared.find(({ option }) => option.attributeName() === attribute);
      return found === undefined ? [] : [[found.name, value as unknown]];
    }),
  );
