/** The name alone of what a Host header says: no port, no brackets, no dot at its end. */
export function hostNameOf(header: string): string | undefined {
  const found = /^(?:\[([\da-f:.]+)\]|([^:/?#@\s[\]]+))(?::\d{0,5})?$/i.exec(header);
  return (found?.[1] ?? found?.[2]?.replace(/\.$/, ''))?.toLowerCase();
}

/** The same of a name or an address that somebody gives as an option; undefined for what is none. */
export function givenHostName(host: string): string | undefined {
  const name = hostNameOf(host.includes(':') && !host.startsWith('[') ? `[${host}]` : host);
  return name?.includes('*') === true ? undefined : name;
}
