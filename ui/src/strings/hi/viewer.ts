// The words that only an exported page shows, in Hindi.
import { counting } from '../counted';
import type { ViewerWords } from '../words';

const count = counting('hi');
const number = (n: number) => count(n, { other: '#' });

export const viewer: ViewerWords = {
  facts: (entries, when) =>
    `${count(entries, { one: '# मैसेज', other: '# मैसेज' })}, Flatchat से ${when} को एक्सपोर्ट`,
  conversation: 'बातचीत',
  empty: 'इस रूम में कुछ नहीं कहा गया।',

  search: 'खोजें',
  previous: 'पिछला नतीजा',
  next: 'अगला नतीजा',
  hits: (at, all) => `${number(all)} में से ${number(at)}`,
  searching: (found) => `अब तक ${number(found)}…`,
  noHit: 'नहीं मिला',

  edited: 'एडिट किया गया',
  pinned: 'पिन किया गया',
  removed: (by, reason) =>
    `${by === null ? 'हटाया गया' : `${by} ने हटाया`}${reason === '' ? '' : `: ${reason}`}`,
  quoteRemoved: 'हटाया गया',
  files: (n) => count(n, { one: '# फ़ाइल', other: '# फ़ाइलें' }),
  notice: 'सूचना',
  setTopic: 'ने विषय रखा:',
  shared: 'ने शेयर किया:',
  whole: 'सब दिखाएँ',
  cut: 'फ़ाइल में यह लाइन इससे लंबी है।',
  linkTo: (time) => `इस मैसेज का लिंक, ${time}`,
};
