import { encodeMethod, encodeParameter, encodeSchema } from './encode.ts';
import type { DiscoveryDocument } from './discovery.ts';
import { generatedBy } from './generated-by.ts';
import { readMethods, readParameter } from './methods.ts';
import { parameterTable } from './parameter-table.ts';
import { byKey } from './property.ts';
import { readSchemas } from './schemas.ts';

/** The text of `src/generated/model.ts`: one line per parameter, method and schema. */
export function modelSource(document: DiscoveryDocument): string {
  const methods = readMethods(document);
  const table = parameterTable(methods);
  return [
    generatedBy(document),
    `export const revision: string = '${document.revision}';`,
    constant(
      'globalParameterLines',
      Object.entries(document.parameters)
        .toSorted(byKey)
        .map(([name, parameter]) => `${name} ${encodeParameter(readParameter(name, parameter))}`),
    ),
    constant('parameterLines', table.lines),
    constant(
      'methodLines',
      methods.map((method) => encodeMethod(method, table.keyOf)),
    ),
    constant('schemaLines', readSchemas(document).map(encodeSchema)),
    '',
  ].join('\n');
}

function constant(name: string, lines: readonly string[]): string {
  const text = lines.join('\n').replaceAll(/[\\`]|\$\{/g, String.raw`\$&`);
  return `export const ${name}: string = \`\n${text}\n\`;`;
}
