/**
 * A UUID (version 4) that begins with the low 32 bits of `count`, and is made of these random numbers otherwise. The cloud does
 * not carry out a change whose id it has seen, so ids of one process differ even if its random numbers repeat.
 */
export function requestIdOf(count: number, random: () => number): string {
  const counted = (count >>> 0).toString(16).padStart(8, '0');
  const digits = Array.from({ length: 32 }, (_, index) => {
    if (index < counted.length) return counted[index];
    if (index === 12) return '4';
    const digit = Math.floor(random() * 16);
    // The variant: binary 10 in front.
    return (index === 16 ? (digit % 4) + 8 : digit).toString(16);
  }).join('');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
