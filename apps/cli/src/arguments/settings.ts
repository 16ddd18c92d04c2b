import { readFileSync } from 'node:fs';
import type { Command, Option } from 'commander';
import { usageFailure } from '../failure.ts';
import { whyUnreadable } from '../why-unreadable.ts';
import { nearestName } from './nearest-name.ts';

/** Variables by which flags may be given. */
export type Environment = Readonly<Record<string, string | undefined>>;

const PREFIX = 'GCEPOOL_';

/** Not ours: those of tests and of a simulator's clients, and what Kubernetes sets in Pods beside a service that is called gcepool. */
const OTHERS = /^GCEPOOL_(?:TEST_|SIM$|(?:\w+_)?SERVICE_(?:HOST|PORT)|(?:\w+_)?PORT(?:_|$))/;

/** What Kubernetes sets a variable of a port to, which may bear the name of a flag: a service gcepool-health has one for `--health-port`. */
const LINK = /^(?:tcp|udp|sctp):\/\//;

/**
 * The arguments with what environment and configuration file say beside them, as flags of the command: a flag wins over its
 * variable, and that over the file. They are checked as flags are. An empty variable is none.
 *
 * @throws Failure for a name that is no flag of any command, and for a file that cannot be read.
 */
export async function withSettings(
  program: Command,
  argv: readonly string[],
  environment: Environment,
): Promise<readonly string[]> {
  const commands = program.commands.filter((command) => optionOf(command, 'config') !== undefined);
  const command = commands.find((each) => each.name() === argv[0]);
  if (command === undefined) return argv;
  const known = new Set(commands.flatMap(({ options }) => options.flatMap(({ long }) => long?.slice(2) ?? [])));
  known.delete('config');
  const read = program.commands.flatMap(({ options }) => options.flatMap(({ envVar }) => envVar ?? []));
  const variables = ofEnvironment(environment, known, new Set([`${PREFIX}CONFIG`, ...read]));
  const path = configPath(argv, environment);
  const file = path === undefined ? {} : await ofFile(path, known);
  const given = Object.entries({ ...file, ...variables }).flatMap(([name, value]) => {
    const option = optionOf(command, name);
    return option === undefined || isGiven(argv, name) ? [] : argumentsOf(option, name, value);
  });
  return [argv[0] ?? '', ...given, ...argv.slice(1)];
}

const optionOf = ({ options }: Command, name: string): Option | undefined =>
  options.find(({ long }) => long === `--${name}`);

const isGiven = (argv: readonly string[], name: string): boolean =>
  argv.some((argument) => argument === `--${name}` || argument.startsWith(`--${name}=`));

function configPath(argv: readonly string[], environment: Environment): string | undefined {
  const index = argv.findLastIndex((argument) => argument === '--config' || argument.startsWith('--config='));
  if (index === -1) return environment[`${PREFIX}CONFIG`];
  return argv[index]?.startsWith('--config=') ? argv[index].slice('--config='.length) : argv[index + 1];
}

/** @param read - Variables that are read elsewhere. */
function ofEnvironment(
  environment: Environment,
  known: ReadonlySet<string>,
  read: ReadonlySet<string>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([variable, value = '']) => {
      if (!variable.startsWith(PREFIX) || read.has(variable)) return [];
      const name = variable.slice(PREFIX.length).toLowerCase().replaceAll('_', '-');
      if (OTHERS.test(variable) && (!known.has(name) || LINK.test(value))) return [];
      if (!known.has(name))
        throw unknownName(
          variable,
          [...known].map((each) => variableOf(each)),
        );
      return value === '' ? [] : [[name, value]];
    }),
  );
}

const variableOf = (name: string): string => `${PREFIX}${name.toUpperCase().replaceAll('-', '_')}`;

async function ofFile(path: string, known: ReadonlySet<string>): Promise<Readonly<Record<string, unknown>>> {
  // Few commands are given a file, and each would wait for what reads it.
  const { parse } = await import('yaml');
  let content: unknown;
  try {
    content = parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw usageFailure(`--config ${path}: cannot be read: ${whyUnreadable(error)}`, error);
  }
  if (content === null || content === undefined) return {};
  if (typeof content !== 'object' || Array.isArray(content)) {
    throw usageFailure(`--config ${path}: must hold flags by their names, such as \`cluster: uid1\``);
  }
  for (const name of Object.keys(content)) {
    if (!known.has(name)) throw unknownName(`--config ${path}: ${name}`, [...known], name);
  }
  // A mapping of YAML; its keys were just looked at.
  return content as Readonly<Record<string, unknown>>;
}

function unknownName(what: string, known: readonly string[], name: string = what): Error {
  const near = nearestName(name, known);
  return usageFailure(`${what} is no flag of any command${near === undefined ? '' : `; did you mean ${near}?`}`);
}

function argumentsOf(option: Option, name: string, value: unknown): string[] {
  if (option.isBoolean()) {
    if (/^(?:true|1|yes)$/i.test(String(value))) return [`--${name}`];
    if (/^(?:false|0|no|)$/i.test(String(value))) return [];
    throw usageFailure(`${name} is a switch, and ${JSON.stringify(value)} is neither true nor false`);
  }
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  // Zones are one flag; what may be repeated is.
  return (name === 'zones' ? [values.join(',')] : values).map((each) => `--${name}=${String(each)}`);
}
