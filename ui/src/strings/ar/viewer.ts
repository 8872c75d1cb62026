// The words that only an exported page shows, in Arabic.
import { counting } from '../counted';
import type { ViewerWords } from '../words';

const count = counting('ar');
const number = (n: number) => count(n, { other: '#' });
/** A name or a date in a bidi isolate, so that it does not turn the sentence around. */
const isolated = (text: string) => `\u2068${text}\u2069`;

export const viewer: ViewerWords = {
  facts: (entries, when) =>
    `${count(entries, {
      zero: 'لا رسائل',
      one: 'رسالة واحدة',
      two: 'رسالتان',
      few: '# رسائل',
      other: '# رسالة',
    })}، صُدّرت من Flatchat في ${isolated(when)}`,
  conversation: 'المحادثة',
  empty: 'لم يُكتب شيء في هذه الغرفة.',

  search: 'بحث',
  previous: 'النتيجة السابقة',
  next: 'النتيجة التالية',
  hits: (at, all) => `${number(at)} من ${number(all)}`,
  searching: (found) => `${number(found)} حتى الآن…`,
  noHit: 'لا نتائج',

  edited: 'معدّلة',
  pinned: 'مثبّتة',
  removed: (by, reason) =>
    `تم الحذف${by === null ? '' : ` بواسطة ${isolated(by)}`}${reason === '' ? '' : `: ${isolated(reason)}`}`,
  quoteRemoved: 'محذوفة',
  files: (n) => count(n, { one: 'ملف واحد', two: 'ملفان', few: '# ملفات', many: '# ملفًا', other: '# ملف' }),
  notice: 'ملاحظة',
  setTopic: '– موضوع جديد:',
  shared: '– مشاركة:',
  whole: 'عرض الكل',
  cut: 'السطر في الملف أطول من ذلك.',
  linkTo: (time) => `رابط إلى هذه الرسالة، ${isolated(time)}`,
};
