/** The flags that say where a simulator is. */
export interface AddressOptions {
  readonly port: number;
  readonly url?: URL;
  readonly project: string;
}

/** Where the flags say that the simulator is: no slash at the end. */
export const addressOf = ({ url, port }: Pick<AddressOptions, 'port' | 'url'>): string =>
  url === undefined ? `http://127.0.0.1:${port}` : url.href.replace(/\/$/, '');
