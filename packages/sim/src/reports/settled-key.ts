/** A key of parts that NUL separates, such as a project, a time and a number: times and numbers stay what they are. */
export const settledKey = (key: string, text: (value: string) => string): string =>
  key
    .split('\0')
    .map((part) => (/^\d+$/.test(part) ? part : text(part)))
    .join('\0');
