// Refuses, in the simulator's sources, what finds a name from outside on an object that inherits: `table[name]`, where `name` may be
// any text, also finds `toString` and `constructor`, and so does `name in table`. `own(table, name)` of kernel/own.ts finds what the
// object itself has. Allowed are a name that `Object.keys` or `Object.entries` of the same object gave, one that `Object.hasOwn` of it
// was asked about in the same expression or statement, and whatever is no object with names: lists, texts, numbers.
import { relative } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { SyntaxKind } from 'typescript/unstable/ast';
import { API, TypeFlags } from 'typescript/unstable/sync';

const root = fileURLToPath(new URL('..', import.meta.url));
const SOURCES = /\/packages\/sim\/src\/(?!.*\.(?:test|test-support|test-d|bench|example)\.ts$)/;
const HOME = '/packages/sim/src/kernel/own.ts';

const textOf = (node, file) => file.text.slice(node.pos, node.end).trim().replace('?.', '');

/** The object and the name of a look-up; undefined for whatever is none. */
function lookUpOf(node) {
  if (node.kind === SyntaxKind.ElementAccessExpression) {
    const isWritten = node.parent.left === node && node.parent.operatorToken?.kind === SyntaxKind.EqualsToken;
    const isDeleted = node.parent.kind === SyntaxKind.DeleteExpression;
    return isWritten || isDeleted ? undefined : { object: node.expression, name: node.argumentExpression };
  }
  const isIn = node.kind === SyntaxKind.BinaryExpression && node.operatorToken.kind === SyntaxKind.InKeyword;
  return isIn ? { object: node.right, name: node.left } : undefined;
}

/** Whether what is around a look-up makes sure that the object has the name itself. */
function isSure(node, object, name, file) {
  const asked = `Object.hasOwn(${object}, ${name})`;
  const given = [`of Object.keys(${object})`, `of Object.entries(${object})`];
  for (let around = node.parent; around !== undefined; around = around.parent) {
    if (around.kind === SyntaxKind.ForOfStatement) {
      const head = file.text.slice(around.pos, around.statement.pos);
      const binds = new RegExp(`const \\[?${name.replaceAll(/\W/g, '\\$&')}\\b`);
      if (binds.test(head) && given.some((source) => head.includes(source))) return true;
    }
    const isFunction = around.kind === SyntaxKind.FunctionDeclaration || around.kind === SyntaxKind.MethodDeclaration;
    if (isFunction || around.kind === SyntaxKind.SourceFile) return false;
    const mayAsk =
      around.kind === SyntaxKind.ConditionalExpression ||
      around.kind === SyntaxKind.IfStatement ||
      around.kind === SyntaxKind.BinaryExpression;
    if (mayAsk && textOf(around, file).includes(asked)) return true;
  }
  return false;
}

/** The look-ups of a file that may find what an object inherits, a line for each. */
function violations(file, checker) {
  const found = [];
  const visit = (node) => {
    const lookUp = lookUpOf(node);
    // A name of which all values are known is none from outside.
    if (lookUp !== undefined && (checker.getTypeAtLocation(lookUp.name).flags & TypeFlags.String) !== 0) {
      const [object, name] = [textOf(lookUp.object, file), textOf(lookUp.name, file)];
      if (!isSure(node, object, name, file)) found.push({ node, object, name });
    }
    node.forEachChild(visit);
  };
  visit(file);
  return found;
}

const api = new API({ cwd: root });
const found = [];
const [project] = api.updateSnapshot({ openProjects: [`${root}packages/sim/tsconfig.json`] }).getProjects();
const names = project.program.getSourceFileNames().filter((name) => SOURCES.test(name) && !name.endsWith(HOME));
for (const name of names) {
  const file = project.program.getSourceFile(name);
  for (const { node, object, name: key } of violations(file, project.checker)) {
    const line = file.text.slice(0, node.end).split('\n').length;
    found.push(
      `${relative(root, name)}:${line}: ${textOf(node, file)} may be what every object inherits; own(${object}, ${key}) is not`,
    );
  }
}
api.close();
if (names.length === 0) found.push('no sources of the simulator were found');
for (const line of found) console.error(line);
process.exitCode = found.length > 0 ? 1 : 0;
