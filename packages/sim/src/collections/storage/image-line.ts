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

/** Family, name, description and licenses of a line. */
export type ImageRow = readonly [family: string, name: string, description: string, licenses?: string];

/** Lines of images of one size. */
export const lines = (
  diskSizeGb: number,
  rows: readonly ImageRow[],
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

/** What a line has that was given up. */
export const RETIRED = { isRetired: true } as const;
