import type { ImageLine } from './image-line.ts';
import { lines, RETIRED } from './image-line.ts';

/** Lines of Ubuntu, by the project that publishes them. */
export const ubuntuPublishers: Readonly<Record<string, () => readonly ImageLine[]>> = {
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
};
