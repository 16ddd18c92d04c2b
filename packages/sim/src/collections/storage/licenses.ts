import { projectOf } from '../../kernel/resource-path.ts';
import { linkOf } from '../../kernel/self-link.ts';
import { seedOf } from '../../kernel/token.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import type { Resource } from '../../wire/wire.ts';
import { licenseCodeOf, publicLicenseNames } from './public-images.ts';

/** The license of a public operating system. */
function publicLicense(scope: string, name: string): Resource<'License'> | undefined {
  if (!publicLicenseNames(projectOf(scope)).includes(name)) return undefined;
  const path = `${scope}/licenses/${name}`;
  return {
    kind: 'compute#license',
    id: String(1_000_000 + (seedOf(path) % 1_000_000)),
    creationTimestamp: '1969-12-31T16:00:00.000-08:00',
    name,
    licenseCode: licenseCodeOf(name),
    chargesUseFee: false,
    transferable: true,
    selfLink: linkOf(path),
  };
}

export const licenses: Collection = defineCollection({
  name: 'licenses',
  collections: ['licenses'],
  lifecycle: {
    complete: (draft, { transaction }) => {
      draft.licenseCode ??= transaction.newId();
      draft.chargesUseFee ??= false;
      draft.transferable ??= true;
    },
  },
  reading: { fixed: { names: (scope) => publicLicenseNames(projectOf(scope)), get: publicLicense } },
  evidence: {
    assumed: { insert: 'A license is transferable and free, as those of public operating systems are.' },
  },
});
