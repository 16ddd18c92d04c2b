/** An address and port outside of Google's cloud: one endpoint of those that groups may have. */
export interface AddressEndpoint {
  readonly ipAddress: string;
  readonly port: number;
}

/** The endpoint that steps mean by a number from 0 to 255. */
export function endpointAt(index: number): AddressEndpoint {
  return { ipAddress: `10.0.0.${index}`, port: 80 };
}
