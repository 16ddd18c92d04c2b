import { invalid } from '../../kernel/refusal.ts';

const HOST = '//certificatemanager.googleapis.com/';
const CERTIFICATE =
  /^(?:https:\/\/certificatemanager\.googleapis\.com\/v1\/|\/\/certificatemanager\.googleapis\.com\/)(projects\/[^/]+\/locations\/[^/]+\/certificates\/[^/]+)$/;
const CERTIFICATE_MAP =
  /^\/\/certificatemanager\.googleapis\.com\/projects\/[^/]+\/locations\/[^/]+\/certificateMaps\/[^/]+$/;

/** Canonical form of a reference to a certificate of Certificate Manager; undefined for any other text. */
export function certificateManagerCertificate(reference: string): string | undefined {
  const path = CERTIFICATE.exec(reference)?.[1];
  return path === undefined ? undefined : HOST + path;
}

/** @throws Refusal unless a `certificateMap` that was sent has the one form that is taken */
export function checkCertificateMap({ certificateMap }: { readonly certificateMap?: string | null | undefined }): void {
  if (
    certificateMap === undefined ||
    certificateMap === null ||
    certificateMap === '' ||
    CERTIFICATE_MAP.test(certificateMap)
  )
    return;
  throw invalid(
    'resource.certificateMap',
    certificateMap,
    `'${certificateMap}' is not a valid reference. It should have the format ` +
      `${HOST}projects/{project}/locations/{location}/certificateMaps/{resourceName}.`,
  );
}
