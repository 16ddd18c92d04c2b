/** Whether a field has a value: the empty text and the empty list are how some clients leave one out. */
export const isGiven = (value: unknown): boolean =>
  value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
