import type { JsonObject } from '../../kernel/json.ts';
import { linkOf } from '../../kernel/self-link.ts';
import { seedOf } from '../../kernel/token.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import { licenseCodeOf, publicLicenseNames } from './public-images.ts';

const projectOfScope = (scope: string): string => scope.split('/')[1] ?? '';

/** The license of a public operating system. */
function publicLicense(scope: string, name: string): JsonObject | undefined {
  if (!publicLicenseNames(projectOfScope(scope)).includes(name)) return undefined;
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
      draft.selfLinkWithId ??= (draft.selfLink ?? '').replace(/[^/]+$/, draft.id ?? '');
    },
  },
  reading: { fixed: { names: (scope) => publicLicenseNames(projectOfScope(scope)), get: publicLicense } },
});
