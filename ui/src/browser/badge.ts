// A dot on the tab's icon while something is unread. Unlike a notification, it needs no permission.

import icon from '../icon.svg';

const SIZE = 64;

export function showBadge(unread: boolean): void {
  const link = document.querySelector<HTMLLinkElement>('link[rel=icon]');
  if (!link) return;
  if (!unread) return setIcon(link, 'image/svg+xml', icon);
  const image = new Image();
  image.onload = () => setIcon(link, 'image/png', withDot(image) ?? icon);
  image.src = icon;
}

function setIcon(link: HTMLLinkElement, type: string, href: string): void {
  if (link.getAttribute('href') === href) return;
  link.type = type;
  link.href = href;
}

function withDot(image: HTMLImageElement): string | null {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = SIZE;
  const brush = canvas.getContext('2d');
  if (!brush) return null;
  brush.drawImage(image, 0, 0, SIZE, SIZE);
  brush.fillStyle = '#c8321b';
  brush.beginPath();
  brush.arc(SIZE - 16, 16, 16, 0, 2 * Math.PI);
  brush.fill();
  return canvas.toDataURL('image/png');
}
