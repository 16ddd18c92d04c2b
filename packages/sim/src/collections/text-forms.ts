import { LABEL_NAME_PATTERN } from './label-name.ts';

/** What a text must look like, and how one that does not is refused. */
export interface TextForm {
  readonly of: 'form';
  readonly fits: (text: string) => boolean;
  readonly explanation: string;
}

/** Texts that a pattern matches as a whole. The words are GCE's, which end without a full stop. */
export function matching(pattern: string): TextForm {
  const regex = new RegExp(`^(?:${pattern})$`);
  return { of: 'form', fits: (text) => regex.test(text), explanation: `Must be a match of regex '${pattern}'` };
}

/** A label of a domain name (RFC 1035). */
export const NAME: TextForm = matching(LABEL_NAME_PATTERN);

/** A path, with a query or without. That it starts with a slash is for others to say. */
export const URI_PATH: TextForm = {
  of: 'form',
  fits: (text) => /^(?:[-\w.~!$&'()*+,;=:@/?]|%[\dA-Fa-f]{2})*$/.test(text),
  explanation: 'Must comply with RFC3986.',
};

export const TIMESTAMP: TextForm = {
  of: 'form',
  fits: (text) =>
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/i.test(text) && Number.isFinite(Date.parse(text)),
  explanation: 'Must be a valid RFC3339 value.',
};

export const TIME_ZONE: TextForm = {
  of: 'form',
  fits: isTimeZone,
  explanation: 'Must be a time zone name from the tz database.',
};

function isTimeZone(text: string): boolean {
  // Names alone: where engines take offsets such as +01:00, they are no names of the database.
  if (!/^[A-Za-z]/.test(text)) return false;
  try {
    Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false; // It is thrown for an unknown name, and for nothing else.
  }
}

/** The values that each part of a time in the cron format may have: minutes, hours, days, months, days of the week, years. */
const CRON_PARTS: readonly (readonly [least: number, most: number])[] = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 7],
  [1970, 9999],
];
const CRON_NAMES = /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|sun|mon|tue|wed|thu|fri|sat)$/i;

function isCronPart(part: string, [least, most]: readonly [number, number]): boolean {
  const isValue = (text: string): boolean =>
    CRON_NAMES.test(text) || (/^\d+$/.test(text) && Number(text) >= least && Number(text) <= most);
  return part.split(',').every((item) => {
    const [range = '', step = '1', ...rest] = item.split('/');
    if (rest.length > 0 || !/^[1-9]\d*$/.test(step)) return false;
    return range === '*' || range.split('-', 3).every(isValue);
  });
}

/** @param most of its parts: some fields take a year as well */
const cron = (most: 5 | 6): TextForm => ({
  of: 'form',
  fits: (text) => {
    const parts = text.trim().split(/\s+/);
    return (
      parts.length >= 5 &&
      parts.length <= most &&
      parts.every((part, index) => isCronPart(part, CRON_PARTS[index] ?? [0, 0]))
    );
  },
  explanation: 'Must be a time in the cron format.',
});

export const CRON: TextForm = cron(5);
export const CRON_WITH_YEAR: TextForm = cron(6);

/** A key of Cloud KMS, or one of its versions. */
export const KMS_KEY: TextForm = {
  of: 'form',
  fits: (text) =>
    /^projects\/[^/]+\/locations\/[^/]+\/keyRings\/[^/]+\/cryptoKeys\/[^/]+(?:\/cryptoKeyVersions\/[^/]+)?$/.test(text),
  explanation: 'Must be the name of a key: projects/*/locations/*/keyRings/*/cryptoKeys/*.',
};

/** An object of Cloud Storage, whose names of hosts are many, or a version of a package of Artifact Registry. */
export const IMAGE_ARCHIVE: TextForm = {
  of: 'form',
  fits: (text) =>
    /^gs:\/\/[^/]+\/./.test(text) ||
    /^https?:\/\/(?:[^/]+\.)?(?:googleapis|cloud\.google)\.com\/./.test(text) ||
    /^projects\/[^/]+\/locations\/[^/]+\/repositories\/[^/]+\/packages\/[^/]+\/versions\/.+/.test(text),
  explanation: 'Must be an object of Cloud Storage, or a version of a package of Artifact Registry.',
};

/** `08:00`, or `13:00-5`, which is the same. */
export const FOUR_HOUR_WINDOW: TextForm = {
  of: 'form',
  fits: (text) => {
    const [, hour, offset = '0'] = /^([01]\d|2[0-3]):00([+-]\d{1,2})?$/.exec(text) ?? [];
    return hour !== undefined && (Number(hour) + Number(offset)) % 4 === 0;
  },
  explanation: 'Must resolve to one of 00:00, 04:00, 08:00, 12:00, 16:00, or 20:00.',
};
