// The page of an exported room: it shows and searches the entries that the same file holds. It
// works from a disk, and has no network.
import '../styles/tokens.css';
import '../styles/base.css';
import './viewer.css';
import '../styles/print.css';
import { viewerWords as words } from '../strings/viewer';
import { readAbout, readBlocks } from './blocks';
import { element } from './element';
import { Finder } from './finder';
import { followKeys } from './keys';
import { List } from './list';
import { followPlaces } from './places';
import { minuteOf } from './times';

const about = readAbout();
const blocks = readBlocks();
const count = blocks.reduce((sum, block) => sum + block.count, 0);

const titles = element(
  'div',
  { class: 'titles' },
  element('h1', { dir: 'auto' }, about.title),
  about.topic === '' ? null : element('p', { class: 'topic', dir: 'auto' }, about.topic),
  element('p', { class: 'quiet facts' }, words.facts(count, minuteOf(about.exported_at))),
);
const header = element('header', {}, titles);
const scroller = element('main', { tabindex: '0', 'aria-label': words.conversation });
document.title = about.title;
document.body.append(header, scroller);

const dark = matchMedia('(prefers-color-scheme: dark)');
dark.addEventListener?.('change', () => {
  document.documentElement.dataset['theme'] = dark.matches ? 'dark' : 'light';
});

const list = new List(scroller, blocks);
if (count === 0) scroller.append(element('p', { class: 'empty' }, words.empty));
const finder = new Finder(blocks, list);
header.append(finder.element);
scroller.focus();
followKeys(scroller, list, finder);
followPlaces(scroller, list);
addEventListener('beforeprint', () => list.showAll());
addEventListener('afterprint', () => list.showNear());
