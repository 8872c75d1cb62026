// The size of a file in words: "812 bytes", "2.3 MB". A megabyte has 1,000,000 bytes, as on disks.
import { locale } from '../../strings/spoken';
import type { SharedFile } from '../../types/SharedFile';

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
/** For browsers that cannot name units (Safari before 14.1). */
const SHORT = ['bytes', 'kB', 'MB', 'GB', 'TB'];

/** Null: the line does not say it. */
export const sizeOf = ({ bytes }: SharedFile): string | null => (bytes === null ? null : sizeText(bytes));

export function sizeText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  // 999.6 would be shown as 1000.
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  const maximumFractionDigits = unit > 0 && value < 9.95 ? 1 : 0;
  return withUnit(value, unit, maximumFractionDigits);
}

function withUnit(value: number, unit: number, maximumFractionDigits: number): string {
  const unitDisplay = unit === 0 ? 'long' : 'short';
  try {
    const style = { style: 'unit', unit: UNITS[unit], unitDisplay, maximumFractionDigits } as const;
    return new Intl.NumberFormat(locale(), style).format(value);
  } catch {
    return `${value.toFixed(maximumFractionDigits)} ${SHORT[unit]}`;
  }
}
