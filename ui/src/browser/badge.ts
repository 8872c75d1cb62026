// A mark on the tab's icon while something is unread. Unlike a notification, it needs no
// permission.

import icon from '../icon.svg';

export type Badge = 'none' | 'unread' | 'mention';

const SIZE = 64;

/** A dot; or a dot in a ring: the shape says as much as the colour. */
const MARKS = {
  unread: { centre: 18, discs: [{ radius: 18, colour: '#c8321b' }] },
  mention: {
    centre: 26,
    discs: [
      { radius: 26, colour: '#c8321b' },
      { radius: 18, colour: '#ffffff' },
      { radius: 10, colour: '#c8321b' },
    ],
  },
};

export function showBadge(badge: Badge): void {
  const link = document.querySelector<HTMLLinkElement>('link[rel=icon]');
  if (!link || (link.dataset.badge ?? 'none') === badge) return;
  link.dataset.badge = badge;
  if (badge === 'none') return setIcon(link, 'image/svg+xml', icon);
  const image = new Image();
  image.onload = () => {
    if (link.dataset.badge === badge) setIcon(link, 'image/png', drawOn(image, badge) ?? icon);
  };
  image.src = icon;
}

function setIcon(link: HTMLLinkElement, type: string, href: string): void {
  link.type = type;
  link.href = href;
}

function drawOn(image: HTMLImageElement, badge: keyof typeof MARKS): string | null {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = SIZE;
  const brush = canvas.getContext('2d');
  if (!brush) return null;
  brush.drawImage(image, 0, 0, SIZE, SIZE);
  const { centre, discs } = MARKS[badge];
  for (const { radius, colour } of discs) {
    brush.fillStyle = colour;
    brush.beginPath();
    brush.arc(SIZE - centre, centre, radius, 0, 2 * Math.PI);
    brush.fill();
  }
  return canvas.toDataURL('image/png');
}
