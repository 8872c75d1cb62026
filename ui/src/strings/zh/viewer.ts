// The words that only an exported page shows, in simplified Chinese.
import { counting } from '../counted';
import type { ViewerWords } from '../words';

const count = counting('zh');
const number = (n: number) => count(n, { other: '#' });

export const viewer: ViewerWords = {
  facts: (entries, when) => `${count(entries, { other: '# 条记录' })}，${when} 由 Flatchat 导出`,
  conversation: '对话',
  empty: '这个房间里没有人说过话。',

  search: '搜索',
  previous: '上一处',
  next: '下一处',
  hits: (at, all) => `第 ${number(at)} 处，共 ${number(all)} 处`,
  searching: (found) => `已找到 ${number(found)} 处…`,
  noHit: '没有找到',

  edited: '已编辑',
  pinned: '已置顶',
  removed: (by, reason) =>
    `${by === null ? '已删除' : `已被 ${by} 删除`}${reason === '' ? '' : `：${reason}`}`,
  quoteRemoved: '已删除',
  files: (n) => count(n, { other: '# 个文件' }),
  notice: '通知',
  setTopic: '设置了话题：',
  shared: '分享了：',
  whole: '显示全部',
  cut: '文件里的这一行还有更多内容。',
  linkTo: (time) => `这条记录的链接，${time}`,
};
