import { requirePackage } from './require-package.ts';

/** The packages that whoever wants some of the entry points installs beside this one: which releases serve, and an export that earlier ones lack. */
const PEERS = {
  'fast-check': { releases: '3 or newer', has: 'asyncProperty' },
  'jest-environment-node': { releases: '29 or newer', has: 'TestEnvironment' },
  msw: { releases: '2.7 or newer', has: 'http' },
  pg: { releases: '8.11 or newer', has: 'Client' },
  vitest: { releases: '3 or newer', has: 'test' },
} as const;

type PeerName = keyof typeof PEERS;

/**
 * A package that its users install beside this one. The caller knows its exports from the package's own types.
 *
 * @param specifier its name, or a path in it
 * @throws Error that says what to install
 */
export function requirePeer(name: PeerName, specifier: string = name): unknown {
  try {
    const loaded = requirePackage(specifier);
    if (specifier !== name || Object.hasOwn(Object(loaded), PEERS[name].has)) return loaded;
  } catch (error) {
    throw peerError(name, error);
  }
  throw new Error(`${needs(name)}, and an earlier one is installed: ${install(name)}@latest`);
}

/** What is said of an error with which a package did not load: what to install, where it is not there. */
export const peerError = (name: PeerName, error: unknown): unknown =>
  isMissing(name, error)
    ? new Error(`${needs(name)}, which is not installed: ${install(name)}`, { cause: error })
    : error;

const needs = (name: PeerName): string => `this entry point of @gcepool/sim needs ${name} ${PEERS[name].releases}`;
const install = (name: PeerName): string => `npm install --save-dev ${name}`;

/** As Node.js says it, Yarn without node_modules, and other runtimes; not of what the package itself lacks. */
const isMissing = (name: PeerName, error: unknown): boolean =>
  error instanceof Error && new RegExp(`^[^\n]*(?:['"]|tried to access )${name}(?![-\\w])`).test(error.message);
