import { isIP } from '../../kernel/node-modules.ts';

/** The IP version of a range in CIDR notation; undefined for any other text. Host bits may be set. */
export function cidrVersion(text: string): 4 | 6 | undefined {
  const [address = '', prefix = '', ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0 || !/^\d{1,3}$/.test(prefix)) return undefined;
  if (version === 4) return Number(prefix) <= 32 ? 4 : undefined;
  return Number(prefix) <= 128 ? 6 : undefined;
}

/** Whether a text is a range of addresses in CIDR notation. */
export const isCidr = (text: string): boolean => cidrVersion(text) !== undefined;

/** Whether a text is an address, or a range of addresses in CIDR notation. */
export const isAddressOrCidr = (text: string): boolean => isIP(text) !== 0 || isCidr(text);
