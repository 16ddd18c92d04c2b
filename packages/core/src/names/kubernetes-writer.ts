import { descriptionObject } from './description.ts';

/** Who of Kubernetes' own controllers writes what; known from the sources of kubernetes/ingress-gce and cloud-provider-gcp. */
const FORMS: readonly { readonly writer: string; readonly isForm: (keys: readonly string[]) => boolean }[] = [
  {
    // These two keys and, for some features, a third; it replaces whatever else it finds.
    writer: "Kubernetes' ingress controller",
    isForm: (keys) =>
      keys.includes('kubernetes.io/service-name') &&
      keys.includes('kubernetes.io/service-port') &&
      keys.every((key) => /^(?:kubernetes\.io\/service-(?:name|port)|x-features)$/.test(key)),
  },
  {
    writer: "Kubernetes' ingress controller",
    isForm: (keys) => keys.includes('k8sResource') || keys.includes('k8sCluster'),
  },
  {
    writer: "Kubernetes' service controller",
    isForm: (keys) => keys.some((key) => key.startsWith('networking.gke.io/') || key === 'kubernetes.io/service-ip'),
  },
  {
    writer: "Kubernetes' controller of network endpoint groups",
    isForm: (keys) => keys.includes('cluster-uid'),
  },
];

/** Health checks that only the ingress controller makes; the others of its words are those of 2017, and of this pool. */
const CHECK_TEXT =
  /^(?:Default kubernetes L7 Loadbalancing health check for (?:NEG|ILB|Regional XLB)|Kubernetes L7 health check generated with BackendConfig CRD|Kubernetes L7 transparent health check)\.$/;

/** Which of Kubernetes' own controllers wrote a description that bears no mark of the pool; `undefined` for any other. Pure. */
export function kubernetesWriter(description: string): string | undefined {
  if (CHECK_TEXT.test(description)) return "Kubernetes' ingress controller";
  const keys = Object.keys(descriptionObject(description) ?? {});
  return FORMS.find(({ isForm }) => isForm(keys))?.writer;
}
