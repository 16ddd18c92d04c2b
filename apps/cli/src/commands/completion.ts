import type { Command, Option } from 'commander';

/** The shells that completion is written for. */
export type Shell = 'bash' | 'zsh' | 'fish';

/** A script by which a shell completes command lines, from the declaration of the commands itself. */
export function completion(program: Command, shell: Shell): readonly string[] {
  switch (shell) {
    case 'bash':
      return bash(program);
    case 'zsh':
      return ['autoload -Uz compinit bashcompinit && compinit && bashcompinit', ...bash(program)];
    case 'fish':
      return fish(program);
  }
}

const flagsOf = ({ options }: Command): readonly Option[] => options.filter(({ long, hidden }) => !hidden && long);

const choicesOf = ({ registeredArguments }: Command): readonly string[] =>
  registeredArguments.flatMap(({ argChoices = [] }) => argChoices);

function bash(program: Command): string[] {
  const { commands } = program;
  const names = [...commands.map((command) => command.name()), 'help', '--help', '--version'].join(' ');
  const values = commands.flatMap((command) =>
    flagsOf(command)
      .filter((option) => !option.isBoolean())
      .map(({ long, argChoices }) => {
        const words = argChoices === undefined ? '-f' : `-W "${argChoices.join(' ')}"`;
        return `    "${command.name()} ${long}") COMPREPLY=($(compgen ${words} -- "$cur")); return ;;`;
      }),
  );
  const words = commands.map((command) => {
    const flags = [...choicesOf(command), ...flagsOf(command).map(({ long }) => long), '--help'];
    return `    ${command.name()}) words="${flags.join(' ')}" ;;`;
  });
  return [
    '_gcepool() {',
    '  local cur="${COMP_WORDS[COMP_CWORD]}" prev="${COMP_WORDS[COMP_CWORD-1]}" words=""',
    '  if [ "$COMP_CWORD" -eq 1 ]; then',
    `    COMPREPLY=($(compgen -W "${names}" -- "$cur")); return`,
    '  fi',
    '  case "${COMP_WORDS[1]} $prev" in',
    ...values,
    '  esac',
    '  case "${COMP_WORDS[1]}" in',
    ...words,
    '  esac',
    '  COMPREPLY=($(compgen -W "$words" -- "$cur"))',
    '}',
    'complete -o filenames -F _gcepool gcepool',
  ];
}

function fish({ commands }: Command): string[] {
  return [
    ...commands.map(
      (command) =>
        `complete -c gcepool -f -n __fish_use_subcommand -a ${command.name()} -d ${quoted(command.description())}`,
    ),
    ...commands.flatMap((command) => {
      const after = `complete -c gcepool -n "__fish_seen_subcommand_from ${command.name()}"`;
      const choices = choicesOf(command);
      return [
        ...(choices.length === 0 ? [] : [`${after} -f -a ${quoted(choices.join(' '))}`]),
        ...flagsOf(command).map((option) => {
          const { long = '', description, argChoices } = option;
          const value = option.isBoolean() ? '' : argChoices ? ` -x -a ${quoted(argChoices.join(' '))}` : ' -r';
          return `${after} -l ${long.slice(2)}${value} -d ${quoted(description)}`;
        }),
      ];
    }),
  ];
}

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`)}'`;
