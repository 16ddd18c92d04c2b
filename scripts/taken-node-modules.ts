import type { Plugin } from 'rolldown';
import type { ESTree } from 'rolldown/utils';

/**
 * Takes modules of Node.js by `process.getBuiltinModule`. An `import` of one reads all that it exports, and with that loads whatever
 * stands behind getters: `node:http` a client for the web, `node:process` a terminal's streams, `node:util` threads.
 */
export function takenNodeModules(): Plugin {
  return {
    name: 'taken-node-modules',
    transform: {
      filter: { code: /\bfrom ['"]node:/ },
      handler(code) {
        let taken = '';
        let end = 0;
        for (const statement of this.parse(code).body) {
          if (statement.type !== 'ImportDeclaration' || !statement.source.value.startsWith('node:')) continue;
          taken += code.slice(end, statement.start) + taking(statement);
          ({ end } = statement);
        }
        // Lines stay where they are, and with them what is known of their sources.
        return { code: taken + code.slice(end), map: null };
      },
    },
  };
}

/** What stands in the place of an `import`, on one line. */
function taking({ source, specifiers }: ESTree.ImportDeclaration): string {
  // A global of that name it is in any case.
  if (source.value === 'node:process') return '';
  const taken = `process.getBuiltinModule('${source.value}')`;
  return specifiers
    .map((specifier) => {
      const { name } = specifier.local;
      if (specifier.type !== 'ImportSpecifier') return `const ${name} = ${taken};`;
      const { imported } = specifier;
      return `const { ${imported.type === 'Literal' ? imported.raw : imported.name}: ${name} } = ${taken};`;
    })
    .join(' ');
}
