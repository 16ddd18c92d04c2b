/** The flag, without its dashes, that stands for an option: `allow-host` for `allowHost`, `operation-latency` for `operationLatencyMs`. */
export const flagNameOf = (option: string): string =>
  option.replace(/Ms$/, '').replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
