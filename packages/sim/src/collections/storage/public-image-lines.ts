/** One line of public images: all builds of one family. */
export interface ImageLine {
  readonly family: string;
  /** Name of an image, with a `*` for the day of its build, or the whole name where it says something else. */
  readonly name: string;
  readonly diskSizeGb: number;
  /** What it is, before `built on …`. */
  readonly description: string;
  /** In the project that publishes the image. Default: one that is called as the image is before its build. */
  readonly licenses?: readonly string[];
  /** The publisher gave it up: its images are deprecated, and its family leads to none. */
  readonly isRetired?: true;
}

/** The day of the catalogue: what publishers had then, and the build that a family leads to. */
export const CATALOGUE_DAY = '20251209';

type Row = readonly [family: string, name: string, description: string, licenses?: string];

const lines = (
  diskSizeGb: number,
  rows: readonly Row[],
  more: { readonly isRetired?: true } = {},
): readonly ImageLine[] =>
  rows.map(([family, name, description, licenses]) => ({
    family,
    name,
    diskSizeGb,
    description,
    ...(licenses === undefined ? {} : { licenses: licenses.split(' ') }),
    ...more,
  }));

const RETIRED = { isRetired: true } as const;

const COS = 'Google, Container-Optimized OS';

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

/** Lines by the project that publishes them; what is asked for is made when it is asked for. */
const PUBLISHERS: Readonly<Record<string, () => readonly ImageLine[]>> = {
  'almalinux-cloud': () =>
    lines(20, [
      ['almalinux-8', 'almalinux-8-v*', 'AlmaLinux, AlmaLinux, 8, x86_64'],
      ['almalinux-9', 'almalinux-9-v*', 'AlmaLinux, AlmaLinux, 9, x86_64'],
      ['almalinux-9-arm64', 'almalinux-9-arm64-v*', 'AlmaLinux, AlmaLinux, 9, arm64', 'almalinux-9'],
      ['almalinux-10', 'almalinux-10-v*', 'AlmaLinux, AlmaLinux, 10, x86_64'],
    ]),
  'centos-cloud': () => [
    ...lines(20, [
      ['centos-stream-9', 'centos-stream-9-v*', 'CentOS, CentOS, Stream 9, x86_64'],
      ['centos-stream-10', 'centos-stream-10-v*', 'CentOS, CentOS, Stream 10, x86_64'],
    ]),
    ...lines(
      20,
      [
        ['centos-7', 'centos-7-v*', 'CentOS, CentOS, 7, x86_64'],
        ['centos-stream-8', 'centos-stream-8-v*', 'CentOS, CentOS, Stream 8, x86_64'],
      ],
      RETIRED,
    ),
  ],
  'cos-cloud': () => [
    ...lines(10, [
      ['cos-109-lts', 'cos-109-17800-570-62', `${COS}, 109 LTS`, 'cos'],
      ['cos-113-lts', 'cos-113-18244-448-83', `${COS}, 113 LTS`, 'cos'],
      ['cos-117-lts', 'cos-117-18613-339-84', `${COS}, 117 LTS`, 'cos'],
      ['cos-121-lts', 'cos-121-18867-199-88', `${COS}, 121 LTS`, 'cos'],
      ['cos-125-lts', 'cos-125-19216-104-25', `${COS}, 125 LTS`, 'cos'],
      ['cos-arm64-121-lts', 'cos-arm64-121-18867-199-88', `${COS}, 121 LTS, arm64`, 'cos'],
      ['cos-arm64-stable', 'cos-arm64-stable-125-19216-104-25', `${COS}, 125 stable, arm64`, 'cos'],
      ['cos-beta', 'cos-beta-129-19506-0-13', `${COS}, 129 beta`, 'cos'],
      ['cos-dev', 'cos-dev-133-19580-0-0', `${COS}, 133 dev`, 'cos'],
      ['cos-stable', 'cos-stable-121-18867-199-88', `${COS}, 121 stable`, 'cos'],
    ]),
    ...lines(10, [['cos-105-lts', 'cos-105-17412-535-84', `${COS}, 105 LTS`, 'cos']], RETIRED),
  ],
  'debian-cloud': () => [
    ...lines(10, [
      ['debian-10', 'debian-10-buster-v*', 'Debian, Debian GNU/Linux, 10 (buster), amd64'],
      ['debian-11', 'debian-11-bullseye-v*', 'Debian, Debian GNU/Linux, 11 (bullseye), amd64'],
      ['debian-11-arm64', 'debian-11-bullseye-arm64-v*', 'Debian, Debian GNU/Linux, 11 (bullseye), arm64'],
      ['debian-12', 'debian-12-bookworm-v*', 'Debian, Debian GNU/Linux, 12 (bookworm), amd64'],
      ['debian-12-arm64', 'debian-12-bookworm-arm64-v*', 'Debian, Debian GNU/Linux, 12 (bookworm), arm64'],
      ['debian-13', 'debian-13-trixie-v*', 'Debian, Debian GNU/Linux, 13 (trixie), amd64'],
      ['debian-13-arm64', 'debian-13-trixie-arm64-v*', 'Debian, Debian GNU/Linux, 13 (trixie), arm64'],
    ]),
    ...lines(
      10,
      [
        ['debian-8', 'debian-8-jessie-v*', 'Debian, Debian GNU/Linux, 8 (jessie), amd64'],
        ['debian-9', 'debian-9-stretch-v*', 'Debian, Debian GNU/Linux, 9 (stretch), amd64'],
      ],
      RETIRED,
    ),
  ],
  'deeplearning-platform-release': () =>
    lines(50, [
      ['common-cpu', 'common-cpu-v*-debian-11', 'Google, Deep Learning VM, CPU, Debian 11', 'dl-platform-debian-11'],
      [
        'common-cpu-ubuntu-2204',
        'common-cpu-v*-ubuntu-2204-py310',
        'Google, Deep Learning VM, CPU, Ubuntu 22.04',
        'dl-platform-ubuntu-2204',
      ],
      [
        'common-gpu-debian-11',
        'common-gpu-v*-debian-11',
        'Google, Deep Learning VM, GPU, Debian 11',
        'dl-platform-debian-11',
      ],
      [
        'common-cu128-ubuntu-2204-nvidia-570',
        'common-cu128-ubuntu-2204-nvidia-570-v*',
        'Google, Deep Learning VM, CUDA 12.8',
        'dl-platform-ubuntu-2204',
      ],
      [
        'pytorch-latest-cpu',
        'pytorch-2-7-cpu-v*-debian-11',
        'Google, Deep Learning VM, PyTorch, CPU',
        'dl-platform-debian-11',
      ],
      [
        'pytorch-latest-gpu',
        'pytorch-2-7-cu128-v*-debian-11',
        'Google, Deep Learning VM, PyTorch, CUDA 12.8',
        'dl-platform-debian-11',
      ],
      [
        'tf-latest-cpu',
        'tf-2-17-cpu-v*-debian-11',
        'Google, Deep Learning VM, TensorFlow, CPU',
        'dl-platform-debian-11',
      ],
      [
        'tf-latest-gpu',
        'tf-2-17-cu123-v*-debian-11',
        'Google, Deep Learning VM, TensorFlow, CUDA 12.3',
        'dl-platform-debian-11',
      ],
    ]),
  'fedora-cloud': () =>
    lines(10, [
      [
        'fedora-cloud-42',
        'fedora-cloud-base-gcp-42-20250410-x86-64',
        'Fedora, Fedora Cloud, 42, x86_64',
        'fedora-cloud-42',
      ],
      [
        'fedora-cloud-43',
        'fedora-cloud-base-gcp-43-20251023-x86-64',
        'Fedora, Fedora Cloud, 43, x86_64',
        'fedora-cloud-43',
      ],
    ]),
  'fedora-coreos-cloud': () =>
    lines(10, [
      [
        'fedora-coreos-next',
        'fedora-coreos-43-20251123-1-0-gcp-x86-64',
        'Fedora, Fedora CoreOS, next, x86_64',
        'fedora-coreos-next',
      ],
      [
        'fedora-coreos-stable',
        'fedora-coreos-43-20251110-3-1-gcp-x86-64',
        'Fedora, Fedora CoreOS, stable, x86_64',
        'fedora-coreos-stable',
      ],
      [
        'fedora-coreos-testing',
        'fedora-coreos-43-20251123-2-0-gcp-x86-64',
        'Fedora, Fedora CoreOS, testing, x86_64',
        'fedora-coreos-testing',
      ],
    ]),
  'opensuse-cloud': () =>
    lines(10, [
      ['opensuse-leap', 'opensuse-leap-15-6-v*-x86-64', 'openSUSE, Leap, 15.6, x86_64', 'opensuse-leap-42'],
      ['opensuse-leap-arm64', 'opensuse-leap-15-6-v*-arm64', 'openSUSE, Leap, 15.6, arm64', 'opensuse-leap-42'],
    ]),
  'rhel-cloud': () => [
    ...lines(20, [
      ['rhel-8', 'rhel-8-v*', 'Red Hat, Red Hat Enterprise Linux, 8, x86_64', 'rhel-8-server'],
      ['rhel-9', 'rhel-9-v*', 'Red Hat, Red Hat Enterprise Linux, 9, x86_64', 'rhel-9-server'],
      ['rhel-9-arm64', 'rhel-9-arm64-v*', 'Red Hat, Red Hat Enterprise Linux, 9, arm64', 'rhel-9-server'],
      ['rhel-10', 'rhel-10-v*', 'Red Hat, Red Hat Enterprise Linux, 10, x86_64', 'rhel-10-server'],
      ['rhel-10-arm64', 'rhel-10-arm64-v*', 'Red Hat, Red Hat Enterprise Linux, 10, arm64', 'rhel-10-server'],
    ]),
    ...lines(20, [['rhel-7', 'rhel-7-v*', 'Red Hat, Red Hat Enterprise Linux, 7, x86_64', 'rhel-7-server']], RETIRED),
  ],
  'rhel-sap-cloud': () =>
    lines(
      30,
      ['8-6', '8-8', '8-10', '9-0', '9-2', '9-4', '9-6'].map((version): Row => [
        `rhel-${version}-sap-ha`,
        `rhel-${version}-sap-v*`,
        `Red Hat, Red Hat Enterprise Linux for SAP with HA and Update Services, ${version.replace('-', '.')}, x86_64`,
        `rhel-${version.split('-', 1)[0] ?? ''}-sap`,
      ]),
    ),
  'rocky-linux-cloud': () =>
    lines(
      20,
      ['8', '9', '10'].flatMap((version): readonly Row[] => [
        [`rocky-linux-${version}`, `rocky-linux-${version}-v*`, `Rocky Linux, Rocky Linux, ${version}, x86_64`],
        [
          `rocky-linux-${version}-optimized-gcp`,
          `rocky-linux-${version}-optimized-gcp-v*`,
          `Rocky Linux, Rocky Linux, ${version} optimized for GCP, x86_64`,
        ],
        [
          `rocky-linux-${version}-arm64`,
          `rocky-linux-${version}-arm64-v*`,
          `Rocky Linux, Rocky Linux, ${version}, arm64`,
          `rocky-linux-${version}`,
        ],
      ]),
    ),
  'suse-cloud': () =>
    lines(10, [
      ['sles-12', 'sles-12-sp5-v*-x86-64', 'SUSE, SUSE Linux Enterprise Server, 12 SP5', 'sles-12'],
      ['sles-15', 'sles-15-sp7-v*-x86-64', 'SUSE, SUSE Linux Enterprise Server, 15 SP7', 'sles-15'],
      ['sles-15-arm64', 'sles-15-sp7-v*-arm64', 'SUSE, SUSE Linux Enterprise Server, 15 SP7, arm64', 'sles-15'],
      ['sles-16-0', 'sles-16-0-v*-x86-64', 'SUSE, SUSE Linux Enterprise Server, 16.0', 'sles-16'],
    ]),
  'suse-sap-cloud': () =>
    lines(
      10,
      ['12-sp5', '15-sp4', '15-sp5', '15-sp6', '15-sp7'].map((version): Row => [
        `sles-${version}-sap`,
        `sles-${version}-sap-v*-x86-64`,
        `SUSE, SUSE Linux Enterprise Server for SAP, ${version.replace('-sp', ' SP')}`,
        `sles-sap-${version.split('-', 1)[0] ?? ''}`,
      ]),
    ),
  'ubuntu-os-cloud': () => [
    ...lines(10, [
      ['ubuntu-2004-lts', 'ubuntu-2004-focal-v*', 'Canonical, Ubuntu, 20.04 LTS, amd64', 'ubuntu-2004-lts'],
      ['ubuntu-2204-lts', 'ubuntu-2204-jammy-v*', 'Canonical, Ubuntu, 22.04 LTS, amd64', 'ubuntu-2204-lts'],
      ['ubuntu-2204-lts-arm64', 'ubuntu-2204-jammy-arm64-v*', 'Canonical, Ubuntu, 22.04 LTS, arm64', 'ubuntu-2204-lts'],
      ['ubuntu-2404-lts-amd64', 'ubuntu-2404-noble-amd64-v*', 'Canonical, Ubuntu, 24.04 LTS, amd64', 'ubuntu-2404-lts'],
      ['ubuntu-2404-lts-arm64', 'ubuntu-2404-noble-arm64-v*', 'Canonical, Ubuntu, 24.04 LTS, arm64', 'ubuntu-2404-lts'],
      ['ubuntu-2510-amd64', 'ubuntu-2510-questing-amd64-v*', 'Canonical, Ubuntu, 25.10, amd64', 'ubuntu-2510'],
      [
        'ubuntu-minimal-2004-lts',
        'ubuntu-minimal-2004-focal-v*',
        'Canonical, Ubuntu, 20.04 LTS Minimal, amd64',
        'ubuntu-2004-lts',
      ],
      [
        'ubuntu-minimal-2004-lts-arm64',
        'ubuntu-minimal-2004-focal-arm64-v*',
        'Canonical, Ubuntu, 20.04 LTS Minimal, arm64',
        'ubuntu-2004-lts',
      ],
      [
        'ubuntu-minimal-2204-lts',
        'ubuntu-minimal-2204-jammy-v*',
        'Canonical, Ubuntu, 22.04 LTS Minimal, amd64',
        'ubuntu-2204-lts',
      ],
      [
        'ubuntu-minimal-2204-lts-arm64',
        'ubuntu-minimal-2204-jammy-arm64-v*',
        'Canonical, Ubuntu, 22.04 LTS Minimal, arm64',
        'ubuntu-2204-lts',
      ],
      [
        'ubuntu-minimal-2404-lts-amd64',
        'ubuntu-minimal-2404-noble-amd64-v*',
        'Canonical, Ubuntu, 24.04 LTS Minimal, amd64',
        'ubuntu-2404-lts',
      ],
      [
        'ubuntu-minimal-2404-lts-arm64',
        'ubuntu-minimal-2404-noble-arm64-v*',
        'Canonical, Ubuntu, 24.04 LTS Minimal, arm64',
        'ubuntu-2404-lts',
      ],
    ]),
    ...lines(
      10,
      [
        ['ubuntu-1604-lts', 'ubuntu-1604-xenial-v*', 'Canonical, Ubuntu, 16.04 LTS, amd64', 'ubuntu-1604-xenial'],
        ['ubuntu-1804-lts', 'ubuntu-1804-bionic-v*', 'Canonical, Ubuntu, 18.04 LTS, amd64', 'ubuntu-1804-lts'],
      ],
      RETIRED,
    ),
  ],
  'ubuntu-os-pro-cloud': () =>
    lines(10, [
      [
        'ubuntu-pro-1604-lts',
        'ubuntu-pro-1604-xenial-v*',
        'Canonical, Ubuntu Pro, 16.04 LTS, amd64',
        'ubuntu-pro-1604-lts',
      ],
      [
        'ubuntu-pro-1804-lts',
        'ubuntu-pro-1804-bionic-v*',
        'Canonical, Ubuntu Pro, 18.04 LTS, amd64',
        'ubuntu-pro-1804-lts',
      ],
      [
        'ubuntu-pro-2004-lts',
        'ubuntu-pro-2004-focal-v*',
        'Canonical, Ubuntu Pro, 20.04 LTS, amd64',
        'ubuntu-pro-2004-lts',
      ],
      [
        'ubuntu-pro-2204-lts',
        'ubuntu-pro-2204-jammy-v*',
        'Canonical, Ubuntu Pro, 22.04 LTS, amd64',
        'ubuntu-pro-2204-lts',
      ],
      [
        'ubuntu-pro-2404-lts-amd64',
        'ubuntu-pro-2404-noble-amd64-v*',
        'Canonical, Ubuntu Pro, 24.04 LTS, amd64',
        'ubuntu-pro-2404-lts',
      ],
      [
        'ubuntu-pro-2404-lts-arm64',
        'ubuntu-pro-2404-noble-arm64-v*',
        'Canonical, Ubuntu Pro, 24.04 LTS, arm64',
        'ubuntu-pro-2404-lts',
      ],
      [
        'ubuntu-pro-fips-2004-lts',
        'ubuntu-pro-fips-2004-focal-v*',
        'Canonical, Ubuntu Pro FIPS, 20.04 LTS, amd64',
        'ubuntu-pro-fips-2004-lts',
      ],
    ]),
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

const made = new Map<string, readonly ImageLine[]>();

/** The lines that a project publishes; none of most projects. */
export function linesOf(project: string): readonly ImageLine[] {
  const publisher = Object.hasOwn(PUBLISHERS, project) ? PUBLISHERS[project] : undefined;
  if (publisher === undefined) return [];
  let found = made.get(project);
  if (found === undefined) {
    found = publisher();
    made.set(project, found);
  }
  return found;
}

/** All projects that publish images, by name. */
export const publishers: readonly string[] = Object.keys(PUBLISHERS);
