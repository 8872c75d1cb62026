// The words that guests can see, in simplified Chinese.
import type { Problem } from '../../types/Problem';
import type { roomProblems } from '../../types/roomProblems';
import { counting } from '../counted';
import type { GuestCode } from '../en/refusals';
import type { Parts } from '../parts';
import { wordsOf, type WordsByCode } from '../refusal';
import type {
  ActionWords,
  EarlyWords,
  FileWords,
  GuestTable,
  PageWords,
  PickerWords,
  SharingWords,
} from '../words';

const count = counting('zh');

const unicode = ({ character }: Problem) =>
  `U+${(character ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

const spot = (problem: Problem) => `${unicode(problem)}，第 ${problem.line} 行第 ${problem.column} 个字符`;

/** A number of bytes as people say it: limits are whole megabytes, or less than one. */
const megabytes = (bytes = 0) =>
  bytes < 1e6 ? count(bytes, { other: '# 字节' }) : `${Math.floor(bytes / 1e6)} MB`;

const notUnderstood = '房间看不懂这个页面发来的内容，请重新加载页面。';

const refusals: WordsByCode<typeof roomProblems, GuestCode> = {
  name_taken: ({ suggestion }) => `已经有人用了这个名字，或者很像的名字。可以试试“${suggestion}”。`,
  bad_name: {
    empty: '请输入名字。',
    too_long: ({ most }) => `名字最多 ${most} 个字符，请换一个短一点的。`,
    colon: '名字里不能有冒号，请去掉它。',
    unshowable: (problem) => `名字里有一个无法显示的字符（${unicode(problem)}），请去掉它。`,
    invisible: (problem) => `名字里夹着一个看不见的字符（${unicode(problem)}），请重新输入，不要粘贴。`,
    loose_mark: (problem) =>
      `名字里有一个没有字母的附加符号（${unicode(problem)}），请把它放在字母后面，或者去掉它。`,
    too_many_marks: '名字里有字母带了太多附加符号，请去掉一些。',
  },
  bad_text: {
    empty: '消息是空的，请先写点什么。',
    control: (problem) => `消息里有一个控制字符（${spot(problem)}），请去掉它再发送。`,
    wrongly_converted: (problem) =>
      `消息里有一个转换错误的字符（${spot(problem)}），原来可能是“${problem.suggestion}”。请在那里重新输入，再发送。`,
  },
  too_long: ({ most }) =>
    most === undefined
      ? '内容太多，房间一次收不下，请分几次发送。'
      : `消息超过了 ${most / 1024} KiB，请分几次发送。`,
  wrong_type: notUnderstood,
  bad_request: {
    '': notUnderstood,
    key: notUnderstood,
    find: '请输入要查找的一个或几个词，最多 256 字节。',
    from: notUnderstood,
    since: notUnderstood,
    until: notUnderstood,
    has: notUnderstood,
  },
  disk_failed: '房主电脑的磁盘没有响应，请稍后再试。',
  disk_full: '磁盘已满。请在房主的电脑上腾出一些空间，再发送。',
  file_in_use: '另一个程序独占了房间的文件。请在房主的电脑上关闭该程序，再发送。',
  join_first: '请先加入房间。',
  code_required: '这个房间需要口令，请先用口令加入。',
  wrong_code: '房间口令不对。请问问房主，或者重新扫描二维码。',
  restarted: '房间重新启动过。请先看看这条消息是否已经发出，再决定要不要重发。',
  closing: '房间正在关闭。',
  bad_ticket: '这个入口已经用过，或者已经过期，请重新加入。',
  no_session: '房主的电脑现在无法让你加入，请稍后再试。',
  key_reused: '这次发送与之前的另一条消息混淆了，请再发一次。',
  bad_cursor: '这个页面找不到自己在对话中的位置了，请重新加载页面。',
  log_rewritten: '聊天记录被改写了，请重新加载页面。',
  other_session: '已经有另一个人在用这个浏览器聊天。',
  too_fast: ({ after_secs }) => `你一下子发得太多了，请 ${after_secs} 秒后再试。`,
  too_busy: '你或同一地址的其他人正在搜索，请等搜索结束后再试。',
  too_slow: '发送花的时间太长，请再试一次。',
  too_many_connections: '你的地址或整个房间的连接太多。请关闭一些，或者稍后再试。',
  too_many_downloads: '现在的下载太多，请等其中一个结束后再试。',
  busy: '你的地址或整个房间正在传输的内容太多，请稍等片刻再试。',
  wrong_host: '不能通过这个地址进入房间，请向房主要另一个链接。',
  wrong_origin: '其他网站的页面不能在这个房间里发言，请打开房间自己的地址。',
  wrong_method: notUnderstood,
  not_found: '这个地址没有内容，请打开房间自己的地址。',
  room_full: '房间已满，要等有人离开才能加入。',
  room_paused: '房主暂停了房间，请等它恢复。',
  too_many_streams: {
    address: '你的地址打开的窗口太多，请先关闭一个。',
    session: '你为这个房间打开的窗口太多，请先关闭一个。',
    strangers: '没加入而只在看的人太多了。加入房间，就有你的位置。',
  },
  bad_emoji: '这不是表情，请从列表中选择。',
  bad_topic: {
    too_long: ({ most }) => `话题最多 ${most} 个字符，请缩短一些。`,
    control: (problem) => `话题里有一个控制字符（${unicode(problem)}），请去掉它。`,
    wrongly_converted: ({ suggestion }) =>
      `话题里有一个转换错误的字符，原来可能是“${suggestion}”。请在那里重新输入。`,
  },
  bad_files_folder: '房间无法保存文件：它的文件夹里的“files”不是文件夹，或者是一个链接。需要房主把它移走。',
  bad_upload: {
    changed: '文件在选择之后有了变化，请重新选择。',
    too_many_bytes: '文件在发送过程中有了变化，请重新发送。',
    thumbnail: '这个文件的缩略图无法使用，请重新发送文件。',
    no_file: '这里面没有文件，请选择一个。',
    form: notUnderstood,
  },
  disk_nearly_full: '房主电脑的磁盘快满了，需要房主先腾出一些空间。',
  file_too_large: ({ most }) => `这里的文件最大 ${megabytes(most)}，请发送小一点的文件。`,
  files_full: ({ most }) => `这个房间的文件总共最多 ${megabytes(most)}。房主可以删除一些，或者放宽限制。`,
  no_such_file: '这个文件已经不在了。',
  no_such_upload: '房间已经不记得这次上传，请重新发送文件。',
  too_many_files: ({ most }) => `一条消息最多分享 ${most} 个文件，其余的请放到另一条消息里。`,
  too_many_uploads: '你、你的地址或整个房间正在上传的文件太多，请等其中一个传完。',
  upload_unfinished: '有文件还没传完，请再等一等。',
  wrong_offset: '房间收到的部分与这个页面的记录不一致，请重新发送文件。',
  no_such_message: '这条消息已经不在了。',
  removed: '这条消息已被删除。',
  not_yours: '这是别人写的，或者是你用这个名字加入之前写的，只有作者能修改。',
  too_late: '消息只能在 15 分钟内编辑，请另写一条。',
  host_only: '只有房主能在应用窗口里这样做。',
  too_many_reactions: '你对这条消息已有 20 种表情回应，请先取消一个。',
  too_many_pins: '已经置顶了 50 条消息，请先取消一条。',
  not_ready: '房间还在读取聊天记录，请稍等片刻再试。',
  not_erased: '消息已删除，但房主的磁盘暂时不允许覆盖它的文字。房间会继续尝试。',
  names_full: '这个房间的名字数量已达上限，要等有人在设置中退出房间。',
};

const page: PageWords = {
  app: 'Flatchat',

  loading: '正在打开房间…',

  refusal: (problem) => wordsOf(refusals, problem),

  close: '关闭',

  errors: {
    unreachable: '无法连接到房间。',
    timeout: '房间没有及时响应。',
    status: (status) => `房间返回了错误（${status}）。`,
  },

  door: {
    greeting: {
      title: '请进',
      lead: '这是本地网络里的聊天室。',
    },
    name: '你的名字',
    nameHelp: '给自己起一个让大家看到的名字吧。',
    nameTooLong: (max) => `名字最多 ${max} 个字符。`,
    code: '房间口令',
    codeHelp: '请向房主询问口令。',
    join: '加入',
    joining: '正在加入…',
    useSuggestion: (name) => `用“${name}”加入`,
    cookieHint: '浏览器拒绝了用来保存你名字的 Cookie。请允许这个页面使用 Cookie，然后重新加入。',
    notRecognised:
      '你已经加入，但房间随后没有认出这个浏览器。请重新加入。如果还是这样，说明浏览器和房间之间有东西（例如代理）去掉了 Cookie。',
    turnedAway: {
      left: '你已经不在房间里了。重新加入就能继续聊天。',
      code_required: '房间现在设了口令。请用口令加入，然后继续聊天。',
    },
    small: '这里说的每句话都会保存在房主电脑上的一个文本文件里。',
  },

  full: {
    title: '房间已满',
    lead: '现在没有空位。一有空位，你就会自动加入。',
    retrying: (seconds) => `${seconds} 秒后重试`,
    trying: '正在重试…',
    now: '立即重试',
    back: '换个名字',
  },

  unreachable: {
    title: '房间没有响应',
    lead: '你和房主在同一个网络里吗？房主的应用开着吗？',
    answers: '房主的电脑有响应了',
    opening: '房间马上就打开。',
    refused: '无法打开房间',
    retry: '重试',
  },

  header: {
    people: '成员',
    peopleHere: (n) => count(n, { other: '# 人在线' }),
    invite: '邀请',
    files: '文件',
    search: '搜索',
    settings: '设置',
    peopleWere: (n) => count(n, { other: '之前有 # 人在线' }),
    connect: '连接',
    disconnect: '断开连接',
    stop: '停止重连',
  },

  connection: {
    why: '为什么？',
    states: {
      connected: '已连接',
      paused: '已连接',
      connecting: '正在连接…',
      resting: '休眠中',
      left: '已断开',
      lost_briefly: '离线',
      lost: '离线',
      missing: '离线',
      moving: '正在转移…',
      room_closed: '房间已关闭',
      full: '房间已满',
      refused: '无法进入',
    },
    retrying: (seconds) => (seconds > 0 ? `，${seconds} 秒后重试` : '，正在重试'),
    banners: {
      connected: null,
      paused: null,
      connecting: null,
      resting: null,
      lost_briefly: null,
      moving: null,
      refused: null,
      lost: '与房间的连接断了，页面会一直尝试重新连接。你写的内容会保留下来，稍后发送。',
      missing: '房间在这里没有响应，房主的地址可能变了。',
      room_closed: '房间已关闭，正在等它重新打开。',
      full: '房间已满。一有空位，就会自动为你连接。',
      left: '你已断开连接。重新连接之前，不会收到消息，也不会发送任何内容。',
    },
  },

  roaming: {
    moving: (place) => `房间现在位于 ${place}，正在带你过去…`,
    open: '请打开',
    orScan: '，或者重新扫描房主屏幕上的二维码。',
    scan: '请重新扫描房主屏幕上的二维码。',
  },

  trouble: (reason) => `现在无法保存任何内容：${reason.replace(/[.。\s]+$/, '')}。`,

  paused: '房主暂停了房间。你可以继续阅读，恢复后就能发言。',

  notices: '提示',

  log: {
    label: '消息',
    region: '对话',
    beginning: 'chat.txt 从这里开始',
    loadingOlder: '正在加载更早的消息…',
    olderFailed: '无法加载更早的消息。',
    failed: '无法加载消息。',
    retry: '重试',
    today: '今天',
    yesterday: '昨天',
    unread: '新消息',
    empty: '还没有人说话。',
    emptyLead: '打个招呼，或者邀请身边的人加入吧。',
    emptyInvite: '邀请别人',
    newMessages: (n) => count(n, { other: '# 条新消息' }),
    latest: '最新消息',
    file: '文件',
    fileTitle: '这一行是直接写进 chat.txt 的，不是在房间里说的',
    whole: '显示完整消息',
    less: '收起',
    cut: '…（这一行还有更多内容）',
    host: '房主',
    setTopic: ' 设置了话题：',
    back: '返回',
    react: '表情回应',
    reply: '回复',
    edited: '已编辑',
    editedTitle: '查看以前的版本',
    removed: (by): Parts => (by === null ? ['已删除'] : ['已被 ', { name: by }, ' 删除']),
    quoteRemoved: '已删除',
    sharedFiles: (n) => count(n, { other: '# 个文件' }),
    quoteGone: '这条消息已经不在了',
    quoteTitle: '跳到被回复的消息',
    row: {
      edited: '已编辑',
      removed: '已删除',
      pinned: '已置顶',
      between: '，',
      replyTo: (name) => `回复 ${name}`,
      reactions: (n) => count(n, { other: '# 个表情回应' }),
    },
    reactions: '表情回应',
    reaction: (emoji, n, names) => `${emoji} ${n}：${names}`,
    names: (names, more) => (more > 0 ? `${names.join('、')} 和另外 ${more} 人` : names.join('、')),
    someone: '某人',
  },

  pins: {
    label: '置顶消息',
    all: (n) => count(n, { other: '# 条置顶消息' }),
    title: '置顶消息',
  },

  topic: {
    title: '话题',
    set: '设置话题',
  },

  refusedTopic: '只有房主能设置话题。如果想把这些字当作消息发出，请以 //topic 开头。',
  restartedMeanwhile: '房间重新启动了，请稍等片刻再试。',

  outbox: {
    sending: '正在发送…',
    waiting: '连接后发送',
    failed: '未发送。',
    retry: '重试',
    edit: '编辑',
    discard: '放弃',
    perhapsRemoved: '这条消息可能已经发出，后来又被删除了。如果要再发一次，请按“重试”。',
    writtenAs: (name) => `这是以“${name}”的名字写的。`,
    tooFast: (seconds) => `你发得太快了，${seconds} 秒后会自动重发。`,
    keyReused: '房间把这条消息误认成了已有的另一条。请按“重试”，把它作为新消息发送。',
  },

  composer: {
    label: '消息',
    placeholder: '写消息',
    placeholderClosed: '已断开连接',
    placeholderPaused: '房间已暂停',
    share: '分享文件',
    send: '发送',
    save: '保存',
    tooLong: (over) => count(over, { other: '超出 # 字节' }),
    left: (left) => count(left, { other: '还可以写 # 字节' }),
  },

  typing: (names): Parts => {
    const [a, b, c] = names.map((name) => ({ name }));
    if (!a) return [];
    if (!b) return [a, ' 正在输入…'];
    if (!c) return [a, ' 和 ', b, ' 正在输入…'];
    if (names.length === 3) return [a, '、', b, ' 和 ', c, ' 正在输入…'];
    return ['好几个人正在输入…'];
  },

  people: {
    title: '成员',
    you: '你',
    host: '房主',
    more: (n) => count(n, { other: '还有 # 人' }),
  },

  invite: {
    copy: '复制',
    copied: '已复制',
  },
};

const actions: ActionWords = {
  bar: '操作',
  menu: '消息',
  more: '更多',
  moreEmoji: '更多表情',
  copied: '已复制',

  items: {
    react: '表情回应',
    reply: '回复',
    edit: '编辑',
    download: '下载',
    copy_text: '复制文字',
    copy_file_link: '复制文件链接',
    copy_link: '复制消息链接',
    who: '谁回应了',
    wordings: '以前的版本',
    pin: '置顶',
    unpin: '取消置顶',
    remove: '删除',
  },

  quickEmoji: {
    '👍': '赞',
    '❤️': '红心',
    '😂': '笑哭',
    '🎉': '庆祝',
    '😮': '吃惊',
    '😢': '哭',
  },

  strip: {
    replying: (name): Parts => ['回复 ', { name }],
    editing: '正在编辑你的消息',
    stop: '取消',
  },

  rewritten: {
    question: '文件 chat.txt 在此期间被修改了。请重新选择消息。',
    edit: '文件 chat.txt 被修改了，里面找不到你正在编辑的那条消息了。你写的文字现在是一条新消息。',
    reply: '文件 chat.txt 被修改了，里面找不到你要回复的那条消息了。你写的文字现在是一条新消息。',
  },

  removal: {
    title: '删除这条消息？',
    lead: '消息的文字会从房间和 chat.txt 中消失，以前的版本和表情回应也一样。消息的位置会保留。',
    files: '它的文件会从房主的电脑上删除。',
    copies: '别人留下的副本不会消失：备份、通知，以及离线的页面。',
    reason: '原因（可不填）',
    reasonHelp: '大家会在消息原来的位置看到它。',
    remove: '删除',
    cancel: '取消',
  },

  wordings: {
    title: '以前的版本',
    lead: '最新的版本在最前面。',
    current: '当前',
  },

  pins: {
    none: '没有置顶的消息。',
    unpin: '取消置顶',
  },

  topic: {
    field: '房间的话题',
    help: '大家会在顶部看到它。留空就不显示。',
    save: '保存',
  },

  people: {
    away: '离开',
    filter: '查找成员',
    none: '这里没有叫这个名字的人。',
  },

  attention: {
    mentionsYou: '提到了你',
    many: '超过 99 条新消息',
    mentioned: (name) => `${name} 提到了你`,
    setting: {
      label: '通知',
      help: '你在用别的窗口时，有消息提到你就会通知你。',
      hindrances: {
        insecure: '只有使用 https 地址，或者在房主自己的电脑上，浏览器才会显示通知。',
        missing: '这个浏览器无法为这个页面显示通知。',
        denied: '这个页面的通知已被阻止。你可以在浏览器设置中允许通知。',
      },
      instead: '有人提到你时，标签页的标题和图标会有提示，还会响一声。',
    },
  },

  invite: {
    title: '邀请别人',
    lead: '手机连上同一个 Wi-Fi，再用相机对准这里扫一扫。',
    qr: (url) => `${url} 的二维码`,
    link: '房间链接',
    copyByHand: '请按 Ctrl+C（或 ⌘C，或长按文字）来复制。',
    code: '房间口令',
    codeHelp: '链接里已经包含口令。',
    others: '如果这个地址打不开，请试试别的',
    gone: '已不可用',
    via: { this_computer: '仅这台电脑', network: '网络', name: '网络上的名称' },
    none: '目前还没有别人可以使用的地址。',
  },

  settings: {
    title: '设置',
    unchanged: (why) => `${why}设置没有更改。`,
    theme: '外观',
    themeHelpGuest: '只影响你自己的页面。',
    themes: { system: '跟随系统', light: '浅色', dark: '深色' },
    language: '语言',
    languageOfBrowser: '跟随浏览器',
    sounds: '声音',
    soundsHelp: '你在用别的窗口时，有新消息会响一声。',
    leave: '退出房间',
    leaveHelp: '你的名字会让出来，这个浏览器也不再记得它。',
    device: '在这台设备上',
    room: '在这个房间里',
  },

  why: {
    checking: '正在检查…',
    offline: '这台设备没有连接网络。请打开 Wi-Fi，并关闭飞行模式。',
    cellular: '这台设备正在使用移动数据。只有连上房主的 Wi-Fi 才能进入房间，请连接那个 Wi-Fi。',
    reachable: '房主的电脑有响应了，马上就会为你连接。',
    refused: '这个地址没有程序响应。可能是应用没有打开，房主换了地址，或者你在另一个网络里。',
    silent: '这个地址没有及时响应。房主的电脑可能在睡眠、离得太远，或者在另一个网络里。',
    lastAnswered: (seconds) =>
      seconds < 120
        ? count(seconds, { other: '房主的电脑上次响应是在 # 秒前。' })
        : count(Math.round(seconds / 60), { other: '房主的电脑上次响应是在 # 分钟前。' }),
    try: '你可以检查以下几点',
    tries: [
      '你和房主连着同一个 Wi-Fi，而且不是访客 Wi-Fi：访客 Wi-Fi 会把设备互相隔开。',
      '移动数据已关闭：如果 Wi-Fi 不能上网，手机会优先使用移动数据。',
      '没有开 VPN。',
      '房主的应用开着，电脑也没有睡眠。',
      '你的浏览器没有强制使用 https（“仅 HTTPS 模式”）：房间的地址以 http:// 开头。',
    ],
  },
};

const files: FileWords = {
  download: '下载',
  downloadOne: (name, size) => `下载 ${name}${size ? `（${size}）` : ''}`,
  picture: (name) => `图片 ${name}`,
  pictureAndMore: (name, more) => `图片 ${name}，还有 ${more} 张`,
  film: (name) => `视频 ${name}`,
  sound: (name) => `音频 ${name}`,
  file: '文件',

  viewer: {
    label: (number, name, from) =>
      `图片${number ? `（第 ${number.at} 张，共 ${number.all} 张）` : ''}：${name}${from === null ? '' : `，来自 ${from}`}`,
    number: (at, all) => `${at} / ${all}`,
    previous: '上一张图片',
    next: '下一张图片',
    smaller: '缩小',
    larger: '放大',
    show: '在对话中查看',
    loading: '正在加载…',
    failed: '这张图片无法在这里显示。它可能已损坏，或者浏览器不支持这种格式。',
  },

  list: {
    title: '文件',
    holds: (files, bytes, most) =>
      [files === null ? '' : count(files, { other: '# 个文件' }), `已用 ${bytes}，上限 ${most}`]
        .filter(Boolean)
        .join(' · '),
    news: '显示新文件',
    find: '查找文件',
    kind: '类型',
    kinds: { all: '全部', picture: '图片', media: '音频和视频', other: '其他' },
    from: '发送者',
    everyone: '所有人',
    sort: '排序',
    sorts: { newest: '最新的在前', oldest: '最早的在前', largest: '最大的在前' },
    none: '还没有文件。大家在这个房间里分享的文件会出现在这里。',
    noneFound: '没有符合条件的文件。',
    loading: '正在加载…',
    failed: '无法加载列表。',
    retry: '重试',
    show: '在对话中查看',
    showOne: (name: string) => `在对话中查看 ${name}`,
    remove: '删除',
    removeOne: (name: string) => `删除 ${name}`,
  },
};

const sharing: SharingWords = {
  drop: '拖放到这里即可分享',
  off: {
    left: '你已断开连接，重新连接后才能分享文件。',
    paused: '房主暂停了房间，恢复后才能分享文件。',
    edit: '你正在编辑消息。请先保存或取消，再分享文件。',
  },

  picked: '要分享的文件',
  remove: (name) => `移除 ${name}`,
  retry: '重试',
  retryOf: (name) => `重试 ${name}`,
  smaller: (from, to) => `${from} → ${to}`,
  states: {
    preparing: '正在准备…',
    waiting: '等待中…',
    sending: (percent) => `${percent}%`,
    held: '已就绪',
  },

  size: {
    label: '图片大小',
    full: '原图',
    smaller: '缩小',
    comesTo: (total) => `共 ${total}`,
  },
  place: {
    keep: '保留拍摄地点',
    removed: '分享之前，会去掉图片和视频里的拍摄地点。',
    kept: '房间里的每个人都能看到拍摄地点。',
    smaller: '缩小后的图片不会带有拍摄地点。',
  },

  folders: '不能分享文件夹，请先把它打包成 ZIP 文件。',
  leftOut: (most, n) => count(n, { other: `一条消息最多 ${most} 个文件，有 # 个没有加进来。` }),
  tooLarge: (most) => `这个房间的文件最大 ${Math.floor(most / 1e6)} MB。`,
  lost: '房间一再丢失这些文件，请稍后再试。',
  unreadable: '无法再读取这个文件。它可能被移动或修改了，请重新选择。',

  outgoing: {
    files: (n) => count(n, { other: '# 个文件' }),
    progress: (files, sent, total) => `${files}，${sent} / ${total}`,
    sharing: '正在分享…',
    waiting: '连接后继续',
    failed: '未分享。',
    cancel: '取消',
    retry: '重试',
    failedFile: (name, why) => `${name}：${why}`,
  },
};

const picker: PickerWords = {
  title: '表情',
  search: '搜索表情',
  found: (n) => count(n, { other: '找到 # 个表情' }),
  none: (query) => `没有与“${query}”相关的表情。`,
  tone: '肤色',
  tones: ['黄色', '浅色', '中等偏浅', '中等', '中等偏深', '深色'],
  jump: '表情分类',
  groups: {
    recent: '最近使用',
    smileys: '笑脸与情感',
    people: '人物与身体',
    nature: '动物与自然',
    food: '食物与饮料',
    travel: '旅行与地点',
    activities: '活动',
    objects: '物品',
    symbols: '符号',
    flags: '旗帜',
  },
};

const help: GuestTable['help'] = {
  title: '帮助',
  commands: {
    title: '命令',
    me: '说说你在做什么',
    shrug: '加上耸肩：¯\\_(ツ)_/¯',
    topic: '设置房间的话题',
    help: '打开帮助',
    literal: '发送以“/单词”开头的文字',
  },

  writing: {
    title: '写消息',
    mention: '提到某人',
    emoji: '查找表情',
    emphasis: '强调',
    strong: '加粗',
    struck: '删除线',
    code: '代码',
    block: '多行代码',
    quote: '引用',
    list: '列表',
  },

  keys: {
    title: '快捷键',
    send: '发送',
    line: '换行',
    last: '输入框为空时：编辑你的上一条消息',
    leave: '取消回复或编辑，或离开消息',
    search: '搜索',
    regions: '转到页面的下一部分',
    help: '打开帮助',
    rows: '在消息之间移动',
    reply: '回复消息',
    edit: '编辑消息',
    remove: '删除消息',
    react: '用表情回应消息',
    menu: '显示消息的所有操作',
  },

  keyNames: {
    control: 'Ctrl',
    shift: 'Shift',
    enter: 'Enter',
    escape: 'Esc',
    delete: 'Del',
    home: 'Home',
    end: 'End',
  },

  singleKeys: {
    label: '不用 Ctrl 的快捷键：? 和 /',
    help: '不在输入时，按 ? 打开帮助，按 / 打开搜索。如果容易误触，例如用语音输入时，可以关闭。',
  },

  choices: {
    names: '成员',
    emoji: '表情',
    commands: '命令',
    away: '现在不在',
    everybody: '房间里的所有人',
  },

  noCommand: (escaped) =>
    `没有这个命令。/help 会列出所有命令。如果想把这些字当作消息发出，请以 ${escaped} 开头。`,
};

const search: GuestTable['search'] = {
  title: '搜索',
  label: '搜索消息',
  help: '请输入词语，或用引号括起“完整短语”。用按钮可以缩小范围。',
  narrow: '缩小搜索范围',
  suggestions: {
    from: '来自…',
    on: '某一天',
    before: '早于',
    after: '晚于',
    link: '包含链接',
    file: '包含文件',
    code: '包含代码',
  },
  names: {
    filters: { from: '来自', on: '日期', before: '早于', after: '晚于', has: '包含' },
    contents: { link: '链接', file: '文件', code: '代码' },
  },
  lacks: {
    day: '日期请写成 2026-11-22。',
    content: '请写 包含:链接、包含:文件 或 包含:代码。',
  },
  searching: '正在搜索…',
  found: (n, more) => count(n, { other: more ? '最新的 # 条消息' : '# 条消息' }),
  none: (what) => ['没有找到 ', { name: what }, '。'],
  shown: '已在对话中显示。',
  hits: '找到的消息',
};

const early: EarlyWords = {
  tooOld: '这个浏览器太旧，打不开房间的页面。',
  needsScript: '房间的页面需要 JavaScript。',
  simplePage: '打开简易页面',
};

export const table: GuestTable = { page, actions, files, sharing, picker, help, search, early };
