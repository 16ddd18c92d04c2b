import { nameOf, projectOf } from '../../kernel/resource-path.ts';
import { linkOf } from '../../kernel/self-link.ts';
import { fingerprintOf, idOf, seedOf, token } from '../../kernel/token.ts';
import type { Resource } from '../../wire/wire.ts';
import type { ImageLine } from './image-line.ts';
import { CATALOGUE_DAY } from './image-line.ts';
import { hasPublicImages, linesOf } from './public-image-lines.ts';

const nameAt = (line: ImageLine, build: string): string => line.name.replace('*', build);

/** Names of the public images of a project, in order; empty for a project that publishes none. */
export const publicImageNames = (project: string): readonly string[] =>
  linesOf(project)
    .map((line) => nameAt(line, CATALOGUE_DAY))
    .toSorted();

const licensesOf = ({ name, licenses }: ImageLine): readonly string[] => licenses ?? [name.replace(/-v\*.*$/, '')];

/** Names of the licenses that the public images of a project carry, in order. */
export const publicLicenseNames = (project: string): readonly string[] =>
  [...new Set(linesOf(project).flatMap(licensesOf))].toSorted();

/** The number that stands for a license in disks and images. */
export const licenseCodeOf = (license: string): string => idOf(token(seedOf(license), 0));

/** The newest images of the families that a project publishes, by family: no more than there are lines. */
const newest = new Map<string, ReadonlyMap<string, string>>();

/** The path of the newest image of a public family that is not deprecated. */
export function newestPublicImage(project: string, family: string): string | undefined {
  if (!hasPublicImages(project)) return undefined;
  let families = newest.get(project);
  if (families === undefined) newest.set(project, (families = newestIn(project)));
  return families.get(family);
}

function newestIn(project: string): ReadonlyMap<string, string> {
  const families = new Map<string, string>();
  for (const line of linesOf(project)) {
    if (line.isRetired === true || families.has(line.family)) continue;
    families.set(line.family, `projects/${project}/global/images/${nameAt(line, CATALOGUE_DAY)}`);
  }
  return families;
}

/** The images of the catalogue's own day that were asked for, by their paths: no more than there are lines. */
const catalogue = new Map<string, Resource<'Image'>>();

/**
 * A public image, of any day: those of other days than the catalogue's can be named, though they are not listed.
 *
 * @param path `projects/p/global/images/i`
 */
export function publicImage(path: string): Resource<'Image'> | undefined {
  const known = catalogue.get(path);
  if (known !== undefined) return known;
  const [project, name] = [projectOf(path), nameOf(path)];
  const image = describe(project, name, path);
  if (image !== undefined && name.includes(CATALOGUE_DAY)) catalogue.set(path, image);
  return image;
}

function describe(project: string, name: string, path: string): Resource<'Image'> | undefined {
  const build = /-v(\d{8})(?:-|$)/.exec(name)?.[1] ?? CATALOGUE_DAY;
  const line = linesOf(project).find((candidate) => nameAt(candidate, build) === name);
  if (line === undefined) return undefined;
  const { family, diskSizeGb, description } = line;
  const day = `${build.slice(0, 4)}-${build.slice(4, 6)}-${build.slice(6)}`;
  const isArm = description.endsWith('arm64');
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
    licenses: licensesOf(line).map((license) => linkOf(`projects/${project}/global/licenses/${license}`)),
    licenseCodes: licensesOf(line).map(licenseCodeOf),
    family,
    selfLink: linkOf(path),
    labelFingerprint: fingerprintOf(token(seedOf(path), 1)),
    labels: { 'public-image': 'true' },
    guestOsFeatures: project.startsWith('windows-') ? [...FEATURES, { type: 'WINDOWS' }] : FEATURES,
    storageLocations: ['asia', 'eu', 'us'],
    architecture: isArm ? 'ARM64' : 'X86_64',
    enableConfidentialCompute: false,
    ...deprecation(line, build, project),
  };
}

const FEATURES = [{ type: 'UEFI_COMPATIBLE' }, { type: 'VIRTIO_SCSI_MULTIQUEUE' }, { type: 'GVNIC' }] as const;

/** A build is deprecated when the next one comes out (observed), and all are when their publisher gives them up. */
function deprecation(line: ImageLine, build: string, project: string): Pick<Resource<'Image'>, 'deprecated'> {
  if (line.isRetired === true) return { deprecated: { state: 'DEPRECATED' } };
  if (build >= CATALOGUE_DAY) return {};
  const replacement = linkOf(`projects/${project}/global/images/${nameAt(line, CATALOGUE_DAY)}`);
  return { deprecated: { state: 'DEPRECATED', replacement } };
}
