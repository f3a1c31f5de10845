const units = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

/** `97 MB`; a kB is 1000 bytes. */
export function byteText(bytes: number): string {
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const amount = bytes / 1000 ** power;
  return `${amount.toFixed(power > 0 && amount < 10 ? 1 : 0)} ${units[power]}`;
}
