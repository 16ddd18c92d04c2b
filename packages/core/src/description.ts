const SERVICE_NAME = 'kubernetes.io/service-name';
const SERVICE_PORT = 'kubernetes.io/service-port';

/** The Kubernetes service that a backend service stands for. */
export interface DescribedService {
  /** `namespace/name`. */
  readonly name: string;
  readonly port?: string;
}

/**
 * Description of a backend service: a JSON object with the keys the GCE ingress controller writes. Other keys of the
 * present description are kept; a description that is no JSON object is replaced.
 */
export function describeService(service: DescribedService, present = ''): string {
  const wanted = {
    [SERVICE_NAME]: service.name,
    ...(service.port === undefined ? {} : { [SERVICE_PORT]: service.port }),
  };
  const known = parseObject(present);
  const isCurrent = Object.entries(wanted).every(([key, value]) => known[key] === value);
  return isCurrent ? present : JSON.stringify({ ...known, ...wanted });
}

/** The Kubernetes service a description names, or `undefined`. */
export function describedService(description: string): DescribedService | undefined {
  const { [SERVICE_NAME]: name, [SERVICE_PORT]: port } = parseObject(description);
  if (typeof name !== 'string') return undefined;
  return { name, ...(typeof port === 'string' ? { port } : {}) };
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    // The check leaves only objects, and a JSON object has string keys.
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : {};
  } catch {
    return {};
  }
}
