import { linkOf } from '../../kernel/self-link.ts';
import { fingerprintOf, idOf, seedOf, token } from '../../kernel/token.ts';
import type { Resource } from '../../wire/wire.ts';

/** Family, name with a `*` for the date of the build, GB, what it is, and its license where that has another name. */
type Line = readonly [family: string, name: string, diskSizeGb: number, description: string, license?: string];

/** Public operating systems, by the project that publishes them. */
const LINES: Readonly<Record<string, readonly Line[]>> = {
  'centos-cloud': [['centos-stream-9', 'centos-stream-9-v*', 20, 'CentOS, CentOS, Stream 9, x86_64']],
  'cos-cloud': [
    ['cos-117-lts', 'cos-117-18613-339-84', 10, 'Google, Container-Optimized OS, 117 LTS', 'cos'],
    ['cos-stable', 'cos-stable-121-18867-199-88', 10, 'Google, Container-Optimized OS, 121 stable', 'cos'],
  ],
  'debian-cloud': [
    ['debian-10', 'debian-10-buster-v*', 10, 'Debian, Debian GNU/Linux, 10 (buster), amd64'],
    ['debian-11', 'debian-11-bullseye-v*', 10, 'Debian, Debian GNU/Linux, 11 (bullseye), amd64'],
    ['debian-12', 'debian-12-bookworm-v*', 10, 'Debian, Debian GNU/Linux, 12 (bookworm), amd64'],
    ['debian-12-arm64', 'debian-12-bookworm-arm64-v*', 10, 'Debian, Debian GNU/Linux, 12 (bookworm), arm64'],
    ['debian-13', 'debian-13-trixie-v*', 10, 'Debian, Debian GNU/Linux, 13 (trixie), amd64'],
    ['debian-13-arm64', 'debian-13-trixie-arm64-v*', 10, 'Debian, Debian GNU/Linux, 13 (trixie), arm64'],
  ],
  'rhel-cloud': [
    ['rhel-8', 'rhel-8-v*', 20, 'Red Hat, Red Hat Enterprise Linux, 8, x86_64', 'rhel-8-server'],
    ['rhel-9', 'rhel-9-v*', 20, 'Red Hat, Red Hat Enterprise Linux, 9, x86_64', 'rhel-9-server'],
  ],
  'rocky-linux-cloud': [
    ['rocky-linux-8', 'rocky-linux-8-v*', 20, 'Rocky Linux, Rocky Linux, 8, x86_64'],
    ['rocky-linux-9', 'rocky-linux-9-v*', 20, 'Rocky Linux, Rocky Linux, 9, x86_64'],
  ],
  'suse-cloud': [['sles-15', 'sles-15-sp7-v*-x86-64', 10, 'SUSE, SUSE Linux Enterprise Server, 15 SP7', 'sles-15']],
  'ubuntu-os-cloud': [
    ['ubuntu-2004-lts', 'ubuntu-2004-focal-v*', 10, 'Canonical, Ubuntu, 20.04 LTS, amd64', 'ubuntu-2004-lts'],
    ['ubuntu-2204-lts', 'ubuntu-2204-jammy-v*', 10, 'Canonical, Ubuntu, 22.04 LTS, amd64', 'ubuntu-2204-lts'],
    [
      'ubuntu-2404-lts-amd64',
      'ubuntu-2404-noble-amd64-v*',
      10,
      'Canonical, Ubuntu, 24.04 LTS, amd64',
      'ubuntu-2404-lts',
    ],
    [
      'ubuntu-2404-lts-arm64',
      'ubuntu-2404-noble-arm64-v*',
      10,
      'Canonical, Ubuntu, 24.04 LTS, arm64',
      'ubuntu-2404-lts',
    ],
  ],
  'windows-cloud': [
    ['windows-2019', 'windows-server-2019-dc-v*', 50, 'Microsoft, Windows Server, 2019 Datacenter, Server Core'],
    ['windows-2022', 'windows-server-2022-dc-v*', 50, 'Microsoft, Windows Server, 2022 Datacenter, Server Core'],
  ],
};

/** The build that a family leads to. Those of other days can be named, though they are not listed. */
const CURRENT_BUILD = '20251209';

const nameAt = (line: Line, build: string): string => line[1].replace('*', build);

const linesOf = (project: string): readonly Line[] => (Object.hasOwn(LINES, project) ? (LINES[project] ?? []) : []);

/** Names of the public images of a project, in order; empty for a project that publishes none. */
export const publicImageNames = (project: string): readonly string[] =>
  linesOf(project)
    .map((line) => nameAt(line, CURRENT_BUILD))
    .toSorted();

const licenseOf = ([, pattern, , , license = pattern.replace(/-v\*.*$/, '')]: Line): string => license;

/** Names of the licenses that the public images of a project carry, in order. */
export const publicLicenseNames = (project: string): readonly string[] =>
  [...new Set(linesOf(project).map(licenseOf))].toSorted();

/** The number that stands for a license in disks and images. */
export const licenseCodeOf = (license: string): string => idOf(token(seedOf(license), 0));

/** The name of the newest image of a public family. */
export function newestPublicImage(project: string, family: string): string | undefined {
  const line = linesOf(project).find(([name]) => name === family);
  return line === undefined ? undefined : nameAt(line, CURRENT_BUILD);
}

/** A public image, of any day. */
export function publicImage(project: string, name: string): Resource<'Image'> | undefined {
  const build = /-v(\d{8})(?:-|$)/.exec(name)?.[1] ?? CURRENT_BUILD;
  const line = linesOf(project).find((candidate) => nameAt(candidate, build) === name);
  if (line === undefined) return undefined;
  const [family, , diskSizeGb, description] = line;
  const license = licenseOf(line);
  const path = `projects/${project}/global/images/${name}`;
  const day = `${build.slice(0, 4)}-${build.slice(4, 6)}-${build.slice(6)}`;
  // A build is deprecated when the next one comes out (observed).
  const newest = linkOf(`projects/${project}/global/images/${nameAt(line, CURRENT_BUILD)}`);
  const deprecated: Pick<Resource<'Image'>, 'deprecated'> = build < CURRENT_BUILD
    ? { deprecated: { state: 'DEPRECATED', replacement: newest } }
    : {};
  return {
    kind: 'compute#image',
    id: idOf(token(seedOf(path), 0)),
    creationTimestamp: `${day}T00:00:00.000-08:00`,
    name,
    description: `${description} built on ${build}`,
    sourceType: 'RAW',
    rawDisk: { source: '', containerType: 'TAR' },
    status: 'READY',
    archiveSizeBytes: String(diskSizeGb * 205_000_000),
    diskSizeGb: String(diskSizeGb),
    licenses: [linkOf(`projects/${project}/global/licenses/${license}`)],
    licenseCodes: [licenseCodeOf(license)],
    family,
    selfLink: linkOf(path),
    labelFingerprint: fingerprintOf(token(seedOf(path), 1)),
    labels: { 'public-image': 'true' },
    guestOsFeatures: [{ type: 'UEFI_COMPATIBLE' }, { type: 'VIRTIO_SCSI_MULTIQUEUE' }, { type: 'GVNIC' }],
    storageLocations: ['asia', 'eu', 'us'],
    architecture: name.includes('arm64') ? 'ARM64' : 'X86_64',
    enableConfidentialCompute: false,
    ...deprecated,
  };
}
