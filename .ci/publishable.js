// `node .ci/publishable.js TARBALL...`: what a person finds at a registry is whole. License, changes, where it comes from, links that
// lead somewhere, and the Node.js that it needs, in the README as in package.json.
import { execFileSync } from 'node:child_process';
import { basename } from 'node:path';
import process from 'node:process';

const FIELDS = ['description', 'keywords', 'license', 'repository', 'homepage', 'bugs', 'engines'];

/** What is wrong with a package, a line for each. */
function problemsOf(tarball) {
  const text = (file) => execFileSync('tar', ['-xzOf', tarball, `package/${file}`], { encoding: 'utf8' });
  const files = execFileSync('tar', ['-tzf', tarball], { encoding: 'utf8' }).split('\n');
  const missing = ['LICENSE', 'README.md', 'CHANGELOG.md'].filter((file) => !files.includes(`package/${file}`));
  if (missing.length > 0) return missing.map((file) => `has no ${file}`);
  const manifest = JSON.parse(text('package.json'));
  const readme = text('README.md');
  const node = `Node.js ${manifest.engines?.node?.replace('>=', '')} or newer`;
  return [
    ...FIELDS.filter((field) => manifest[field] === undefined).map((field) => `has no ${field} in package.json`),
    ...[...readme.matchAll(/\]\((?![a-z]+:|#)([^)]+)\)/g)].map(
      ([, link]) => `README links to ${link}, which a registry has not`,
    ),
    ...(readme.includes(node) ? [] : [`README does not say that it needs ${node}`]),
    ...(text('CHANGELOG.md').includes(`## ${manifest.version}\n`)
      ? []
      : [`CHANGELOG has nothing on ${manifest.version}`]),
  ];
}

const problems = process.argv
  .slice(2)
  .flatMap((tarball) => problemsOf(tarball).map((one) => `${basename(tarball)}: ${one}`));
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
