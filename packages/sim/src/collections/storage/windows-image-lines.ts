import type { ImageLine } from './image-line.ts';
import { lines, RETIRED } from './image-line.ts';

/** Editions of SQL Server, as families and names call them. */
const SQL_EDITIONS = [
  ['ent', 'enterprise'],
  ['exp', 'express'],
  ['std', 'standard'],
  ['web', 'web'],
] as const;

/** Versions of SQL Server, and those of Windows Server that each comes on. */
const SQL_VERSIONS = [
  ['2016', ['2016', '2019']],
  ['2017', ['2016', '2019', '2022']],
  ['2019', ['2019', '2022', '2025']],
  ['2022', ['2019', '2022', '2025']],
] as const;

const sqlServer = (): readonly ImageLine[] =>
  SQL_VERSIONS.flatMap(([sql, systems]) =>
    systems.flatMap((windows) =>
      SQL_EDITIONS.map(([short, edition]) => ({
        family: `sql-${short}-${sql}-win-${windows}`,
        name: `sql-${sql}-${edition}-windows-${windows}-dc-v*`,
        diskSizeGb: 50,
        description: `Microsoft, SQL Server ${sql} ${edition}, on Windows Server ${windows}`,
        licenses: [`sql-server-${sql}-${edition}`, `windows-server-${windows}-dc`],
      })),
    ),
  );

const windowsServer = (): readonly ImageLine[] =>
  ['2016', '2019', '2022', '2025'].flatMap((year) =>
    lines(50, [
      [`windows-${year}`, `windows-server-${year}-dc-v*`, `Microsoft, Windows Server, ${year} Datacenter`],
      [
        `windows-${year}-core`,
        `windows-server-${year}-dc-core-v*`,
        `Microsoft, Windows Server, ${year} Datacenter Core`,
        `windows-server-${year}-dc windows-server-core`,
      ],
    ]),
  );

/** Lines of Windows Server and of SQL Server on it, by the project that publishes them. */
export const windowsPublishers: Readonly<Record<string, () => readonly ImageLine[]>> = {
  'windows-cloud': () => [
    ...windowsServer(),
    ...lines(
      50,
      [['windows-2012-r2', 'windows-server-2012-r2-dc-v*', 'Microsoft, Windows Server, 2012 R2 Datacenter']],
      RETIRED,
    ),
  ],
  'windows-sql-cloud': sqlServer,
};
