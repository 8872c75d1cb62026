// Which emoji this system can draw. Its fonts may be older than our data, and those of Windows have
// no flags of countries.
//
// One emoji of each version is drawn, and of the flags. One that is missing is drawn as a box or as
// letters in the colour of the text, or, if it is joined from others, as several emoji side by
// side.
import type { Emoji, Group } from './data';

const SIZE = 24;
/** An emoji that is wider than this, in widths of a common one, is drawn as several. */
const MOST_WIDTHS = 1.5;
const COMMON = '😀';

/** Leaves out what would be drawn as boxes. */
export function drawable(groups: Group[]): Group[] {
  const draws = probe();
  if (!draws?.(COMMON)) return groups;
  const answers = new Map<string, boolean>();
  const drawn = (emoji: Emoji): boolean => {
    const kind = kindOf(emoji);
    if (kind === null) return true;
    if (!answers.has(kind)) answers.set(kind, draws(emoji.character));
    return answers.get(kind) ?? true;
  };
  return groups
    .map(({ name, emoji }) => ({ name, emoji: emoji.filter(drawn) }))
    .filter(({ emoji }) => emoji.length > 0);
}

/** Emoji of a kind are drawn all or not at all. All systems draw those without a kind. */
function kindOf({ character, since }: Emoji): string | null {
  if (/^\p{RI}/u.test(character)) return 'flag';
  return since > 0 ? String(since) : null;
}

/** Returns the test of one emoji, or null if this browser cannot draw for us. */
function probe(): ((emoji: string) => boolean) | null {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = SIZE;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return null;
  context.font = `${SIZE / 2}px "Apple Color Emoji", "Segoe UI Emoji", "Noto Color Emoji", sans-serif`;
  context.textBaseline = 'top';
  const pixels = (text: string, colour: string) => {
    context.clearRect(0, 0, SIZE, SIZE);
    context.fillStyle = colour;
    context.fillText(text, 0, 2);
    return context.getImageData(0, 0, SIZE, SIZE).data.join();
  };
  const widest = context.measureText(COMMON).width * MOST_WIDTHS;
  return (emoji) => {
    const red = pixels(emoji, '#f00');
    return /[1-9]/.test(red) && red === pixels(emoji, '#00f') && context.measureText(emoji).width <= widest;
  };
}
