import type { ImageLine, ImageRow } from './image-line.ts';
import { lines, RETIRED } from './image-line.ts';

/** Lines of other Linux distributions, by the project that publishes them. */
export const linuxPublishers: Readonly<Record<string, () => readonly ImageLine[]>> = {
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
      ['8-6', '8-8', '8-10', '9-0', '9-2', '9-4', '9-6'].map((version): ImageRow => [
        `rhel-${version}-sap-ha`,
        `rhel-${version}-sap-v*`,
        `Red Hat, Red Hat Enterprise Linux for SAP with HA and Update Services, ${version.replace('-', '.')}, x86_64`,
        `rhel-${version.split('-', 1)[0] ?? ''}-sap`,
      ]),
    ),
  'rocky-linux-cloud': () =>
    lines(
      20,
      ['8', '9', '10'].flatMap((version): readonly ImageRow[] => [
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
      ['12-sp5', '15-sp4', '15-sp5', '15-sp6', '15-sp7'].map((version): ImageRow => [
        `sles-${version}-sap`,
        `sles-${version}-sap-v*-x86-64`,
        `SUSE, SUSE Linux Enterprise Server for SAP, ${version.replace('-sp', ' SP')}`,
        `sles-sap-${version.split('-', 1)[0] ?? ''}`,
      ]),
    ),
};
