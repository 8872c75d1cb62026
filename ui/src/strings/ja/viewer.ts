// The words that only an exported page shows, in Japanese.
import { counting } from '../counted';
import type { ViewerWords } from '../words';

const count = counting('ja');
const number = (n: number) => count(n, { other: '#' });

export const viewer: ViewerWords = {
  facts: (entries, when) => `${count(entries, { other: '#件' })}、${when}にFlatchatからエクスポート`,
  conversation: '会話',
  empty: 'このルームには発言がありません。',

  search: '検索',
  previous: '前の結果',
  next: '次の結果',
  hits: (at, all) => `${number(all)}件中${number(at)}件目`,
  searching: (found) => `これまでに${number(found)}件…`,
  noHit: '見つかりません',

  edited: '編集済み',
  pinned: 'ピン留め',
  removed: (by, reason) =>
    `${by === null ? '削除されました' : `${by}が削除しました`}${reason === '' ? '' : `：${reason}`}`,
  quoteRemoved: '削除済み',
  files: (n) => count(n, { other: 'ファイル#個' }),
  notice: 'お知らせ',
  setTopic: 'がトピックを設定：',
  shared: 'が共有：',
  whole: 'すべて表示',
  cut: 'ファイルのこの行には続きがあります。',
  linkTo: (time) => `この項目へのリンク、${time}`,
};
