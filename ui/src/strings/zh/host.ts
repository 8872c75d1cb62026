// The words that only the host's window shows, in simplified Chinese.
import type { appProblems } from '../../types/appProblems';
import type { Problem } from '../../types/Problem';
import type { roomProblems } from '../../types/roomProblems';
import { counting } from '../counted';
import type { HostCode } from '../en/hostRefusals';
import { wordsOf, type WordsByCode } from '../refusal';
import type { HostTable, HostWords } from '../words';
import { doctor } from './doctor';

const count = counting('zh');

const host: HostWords = {
  greeting: {
    title: '打开你的房间',
    lead: '为你的网络开一个聊天室。',
    join: '打开房间',
  },

  paused: {
    words: '房间已暂停：没有人能加入或发言。',
    resume: '恢复',
  },

  serverTrouble: ({ code }, why) =>
    code === 'port_missed' ? why : `访客无法加入。${why}这个窗口仍然可以使用。`,

  setAside: {
    dismiss: '关闭这条提示',
    words: ({ cause, path, restored, new_code }) => {
      const what = {
        broken: '无法读取设置文件。',
        newer: '设置是用较新版本的 Flatchat 保存的，当前版本只使用自己认识的设置。',
        partly: '有些设置无效，其余的照常使用。',
        gone: '设置文件不见了。',
      }[cause];
      const instead = restored
        ? {
            broken: '已改用最近一份完好的副本。',
            newer: '',
            partly: '无效的设置已换成最近一次有效的值。',
            gone: '已改用最近一份完好的副本。',
          }[cause]
        : {
            broken: '所有设置都恢复为默认值。',
            newer: '',
            partly: '无效的设置已恢复为默认值。',
            gone: '',
          }[cause];
      const code = new_code ? '房间以前可能设过口令，所以现在换了一个新口令，可以在设置中查看。' : '';
      const where = path === null ? '' : `旧文件在 ${path}。`;
      return [what, instead, code, where].filter(Boolean).join('');
    },
  },

  menu: {
    open: '菜单',
    showFile: '在文件夹中显示 chat.txt',
    export: '导出…',
    rooms: '打开其他房间…',
    nearby: '附近的房间…',
    pause: '暂停房间',
    resume: '恢复房间',
    zoom: '缩放',
    smaller: '缩小',
    larger: '放大',
    usualSize: (now) => `正常大小，当前 ${now}`,
    fullScreen: '全屏',
    guide: '使用指南',
    about: '关于 Flatchat',
    quit: '退出',
  },

  rooms: {
    title: '房间',
    here: '当前房间',
    show: '在文件夹中显示 chat.txt',
    recent: '以前打开过',
    open: (title) => `打开“${title}”`,
    choose: '选择文件夹…',
    help: '一个房间就是一个装有 chat.txt 的文件夹。没有 chat.txt 的文件夹会成为新房间。打开其他房间时，当前房间会对访客关闭。',
    leave: '关闭当前房间？',
    leaveWords: (guests) =>
      count(guests, { other: '房间里有 # 位访客。打开其他房间后，他们就不能再使用这个房间。' }),
    leaveYes: '关闭并继续',
    leaveNo: '留在这个房间',
  },

  export: {
    title: '导出房间',
    formats: {
      html: { name: '单个网页', use: '用任何浏览器都能打开，离线也行，还能搜索。适合给人看。' },
      markdown: { name: 'Markdown', use: '一份文本，可以阅读、打印，或放进其他文档。' },
      json_lines: { name: 'JSON Lines', use: '每行一条记录，包含编辑和表情回应。适合程序处理。' },
      log: { name: 'chat.txt', use: '聊天记录的原样副本。Flatchat 可以把它重新打开为房间。' },
    },
    help: '到目前为止的全部内容会存进一个文件，但不包含已删除消息的文字。',
    saving: '请选择保存位置。内容多的房间需要一点时间…',
    saved: (name) => `已保存为 ${name}`,
    show: '在文件夹中显示',
  },

  about: {
    title: '关于',
    version: (version, engine) => [`版本 ${version}`, engine].filter(Boolean).join(' · '),
    what: '你自己网络里的聊天室。大家说的每句话都是一个纯文本文件里的一行，这个文件归你所有。',
    licence: '自由软件，采用 MIT 许可证或 Apache 许可证 2.0，由你任选其一。',
    licences: '所有组成部分的许可证',
  },

  doctor: {
    open: '别人进不来？',
    title: '别人为什么进不来？',
    running: '正在沿着访客进入房间的路线逐步检查…',
    found: (n) => count(n, { other: '有 # 个步骤把访客挡在了外面。' }),
    nothingFound: '在这台电脑上没有发现会挡住访客的问题。',
    again: '重新检查',
    more: '详情',
    helps: '解决办法',
    gone: '这个问题已经解决：',
    steps: '访客进入房间的全部步骤',
    command: '命令',
    verdicts: { good: '正常', problem: '有问题', unclear: '不确定' },
    live: '现在用手机试试',
    waiting: '正在等待其他设备发来的第一个数据包…',
    hints: [
      '让手机和这台电脑连接同一个 Wi-Fi，不要用访客 Wi-Fi：它会把设备互相隔开。请关闭移动数据。',
      '打开链接时，前面要有 http://。如果浏览器强制使用 https，请允许这个地址使用 http。',
    ],
    reached: {
      connected: '已经连到这台电脑。',
      page: '已经打开页面。',
      joined: '已经进入房间。',
    },
    onlyConnected: '如果之后没有动静，说明浏览器想使用 https。地址必须以 http:// 开头。',
  },

  nearby: {
    title: '附近的房间',
    lead: '别人在这个网络上打开的房间。每个房间都会在单独的窗口中打开。',
    none: '暂时没有其他房间。',
    noneHelp: '别的房主一打开房间，它就会出现在这里。如果网络把电脑互相隔开，请向房主要链接。',
    code: '需要口令',
    open: '任何人都能进',
    gone: '已经不在了',
  },

  settings: {
    lead: '更改会立即生效。',
    applied: '已更改。',
    failed: (why) => `无法显示设置：${why}`,

    room: '房间',
    roomTitle: '房间名称',
    roomTitleHelp: '显示在每个人的页面顶部。',
    roomTitleBad: '房间需要一个名称。',
    code: '房间口令',
    codeHelp: '访客要用它才能加入。留空就是开放的房间。',
    maxGuests: '访客上限',
    maxGuestsHelp: (here) =>
      `最多可以同时有多少位访客，不算你自己。${here === 0 ? '现在没有访客。' : count(here, { other: '现在有 # 位。' })}`,
    maxGuestsBad: '请输入整数。',
    maxFile: '单个文件上限（MB）',
    maxFileHelp: '在这里分享的单个文件最大可以有多大。',
    maxFiles: '所有文件总计（MB）',
    maxFilesHelp: '分享的文件最多可以占用多少磁盘空间。已有的文件会保留。',
    megabytesBad: '请输入不小于 1 的整数。',

    network: '网络',
    port: '端口',
    portHelp: (bound) => `留空就使用任意空闲端口。${bound === null ? '' : `当前使用：${bound}。`}`,
    portBad: '请输入 1 到 65535 的整数，或者留空。',
    listen: '谁能连接到房间',
    listenHelp: '只选一个网络，就能把其他人挡在外面。',
    listenAll: '你所在网络上的所有人',
    listenThisComputer: '仅这台电脑',
    listenAddress: (ip, card) => `仅通过 ${ip}（${card}）`,
    listenAddressGone: (ip) => `仅通过 ${ip}（现在不可用）`,
    fixed: (listen) => `启动时设置了 FLATCHAT_LISTEN=${listen}，以它为准。`,
    localName: '网络上的名称',
    localNameHelp: '访客也可以打开这个名称加上“.local”。请使用字母、数字和连字符。留空则为 flatchat。',
    allowedHosts: '房间的其他名称',
    allowedHostsHelp:
      '代理或路由器提供这个房间时所用的名称，例如 chat.example，用逗号分隔。只允许你自己起的名称。',
    announce: '公布房间',
    announceHelp: '你所在网络上的人不用链接也能找到房间。',

    me: '我',
    name: '你的名字',
    nameHelp: '别人会在你的消息旁边看到它。',
    themeHelp: '只影响你的窗口，访客可以自己选择。',
    notifications: '通知',
    notificationsHelp: '你在用别的窗口时，通知会出现在桌面上。',
    notificationChoices: { all: '每条消息', mentions: '提到我的名字时', none: '不通知' },

    desktop: '桌面',
    autostart: '开机时启动',
    autostartHelp: '你登录后，房间会打开，但不显示窗口。',
    tray: '在托盘中继续运行',
    trayHelp: '如果桌面有托盘，关闭窗口后房间仍然开着。',
    keepAwake: '有访客时不睡眠',
    keepAwakeHelp: '有访客时，以及之后的一分钟内，这台电脑不会自动睡眠。屏幕可能会关闭。',

    languageOfSystem: '跟随系统',
    languageHelp: '用于你的窗口、托盘和通知，访客可以自己选择。',
  },
};

const settings: WordsByCode<typeof roomProblems, HostCode> = {
  bad_title: {
    empty: '房间需要一个名称。',
    too_long: ({ most }) => `房间名称最多 ${most} 个字符，请缩短一些。`,
  },
  bad_code: {
    empty: '口令不能为空，请至少输入一个字符。',
    too_long: ({ most }) => `口令最多 ${most} 个字符，请缩短一些。`,
    control: '口令里不能有控制字符，请去掉它们。',
  },
  bad_max_guests: ({ most }) => `一个房间可以容纳 1 到 ${most} 位访客，请选择这个范围内的数字。`,
  bad_local_name: {
    empty: '网络上的名称不能为空，请至少输入一个字母。',
    too_long: ({ most }) => `网络上的名称最多 ${most} 个字符，请缩短一些。`,
    letters: '网络上的名称只能包含字母 a 到 z、数字和连字符。',
    hyphen: '网络上的名称必须以字母或数字开头和结尾。',
  },
  bad_host_name: {
    address: '请只写名称，例如 chat.example，不要写 http:// 和 /。',
    wildcard: '请把每个名称写完整，* 不能代替其他名称。',
    not_ascii: '请按浏览器发送的形式填写名称：从地址栏复制，以 xn-- 开头。',
    port: '请去掉端口，允许的名称适用于所有端口。',
    not_a_name: '这不是主机名，请填写类似 chat.example 的名称。',
  },
  export_failed: '导出失败，请再试一次。',
  export_full: '磁盘已满。请腾出一些空间，或者选择其他位置。',
  export_interrupted: '导出过程中 chat.txt 文件被替换了，请再试一次。',
  export_over_room: '房间把自己的文件放在这个文件夹里，请换一个文件名或文件夹。',
  export_unwritable: ({ cause }) =>
    cause
      ? `无法在那里写入文件：${cause.replace(/[.。\s]+$/, '')}。请选择其他位置。`
      : '这里不能存放文件，请选择其他位置。',
};

/** The system's own words come last, because they may be in any language. */
const because = (words: string, { cause = '' }: Problem) => `${words}：${cause.replace(/[.。\s]+$/, '')}。`;

const app: WordsByCode<typeof appProblems> = {
  bad_folder: (problem) => because('无法使用这个文件夹', problem),
  bad_link: '无法打开这个链接。',
  cannot_listen: {
    variable: ({ value }) => `变量 ${value} 不是可监听的地址。例如：192.168.1.5:8765、localhost、8765。`,
    no_such_address: ({ value }) => `这台电脑现在没有 ${value} 这个地址，请在设置中选择其他地址。`,
    os: (problem) => because(`房间无法在 ${problem.value} 上接受连接`, problem),
  },
  cannot_open: {
    file: (problem) => because(`无法打开 ${problem.value}`, problem),
    no_link: ({ value }) => `无法打开“${value}”：没有通向它的链接。`,
    not_a_file: ({ value }) => `${value} 不是文件。请把它移到别处，或者选择其他文件夹。`,
    room_in_use: ({ value, cause }) => `${value} 正被 ${cause} 使用。请先关闭它，或者选择其他文件夹。`,
    room_not_there: ({ value }) =>
      `找不到上次房间的文件夹 ${value}，所以打开了其他房间。下次启动时会再试一次。`,
    room_unusable: (problem) => because(`无法打开 ${problem.value} 中的房间`, problem),
    window: (problem) => because(`无法在窗口中打开“${problem.value}”`, problem),
  },
  cannot_search: (problem) => because('这台电脑无法搜索房间', problem),
  no_autostart: (problem) => because('桌面系统不允许这样做', problem),
  no_export: '还没有导出过任何内容。',
  no_full_screen: (problem) => because('窗口无法全屏显示', problem),
  no_guide: (problem) => because('无法显示使用指南', problem),
  no_licences: '这个版本没有附带许可证文件。',
  no_offer: '这个文件已经不可用，请重新选择。',
  not_saved: (problem) => because('文件不能保存在那里', problem),
  no_place: (problem) => because('这里不能存放文件', problem),
  no_room: '还没有打开的房间，请稍等片刻再试。',
  no_zoom: (problem) => because('无法更改页面大小', problem),
  port_missed: ({ value, suggestion }) => `端口 ${value} 已被占用，所以房间现在使用端口 ${suggestion}。`,
  port_taken: ({ value }) => `端口 ${value} 正被其他程序占用，请在设置中选择其他端口。`,
  settings_not_kept: (problem) => because('无法保存设置', problem),
  unknown_room: '已经找不到这个房间的记录，请选择它的文件夹。',
};

const refusals = { ...settings, ...app };

export const table: HostTable = { host, doctor, hostRefusal: (problem) => wordsOf(refusals, problem) };
