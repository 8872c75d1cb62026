// The words that only the host's window shows, in Japanese.
import type { appProblems } from '../../types/appProblems';
import type { Problem } from '../../types/Problem';
import type { roomProblems } from '../../types/roomProblems';
import { counting } from '../counted';
import type { HostCode } from '../en/hostRefusals';
import { wordsOf, type WordsByCode } from '../refusal';
import type { HostTable, HostWords } from '../words';
import { doctor } from './doctor';

const count = counting('ja');

const host: HostWords = {
  greeting: {
    title: 'ルームを開きましょう',
    lead: 'あなたのネットワークにチャットルームを作ります。',
    join: 'ルームを開く',
  },

  paused: {
    words: 'ルームは一時停止中です。誰も参加や発言ができません。',
    resume: '再開',
  },

  serverTrouble: ({ code }, why) =>
    code === 'port_missed' ? why : `ゲストが参加できません。${why}このウィンドウは引き続き使えます。`,

  setAside: {
    dismiss: 'このメッセージを閉じる',
    words: ({ cause, path, restored, new_code }) => {
      const what = {
        broken: '設定ファイルを読み取れませんでした。',
        newer:
          'この設定は新しいバージョンのFlatchatで保存されたものです。このバージョンで使える設定だけが有効です。',
        partly: '一部の設定が正しくありませんでした。ほかの設定はそのまま使われます。',
        gone: '設定ファイルがありませんでした。',
      }[cause];
      const instead = restored
        ? {
            broken: '正常だったときのコピーを使っています。',
            newer: '',
            partly: '正しくない設定は、最後に正しかった値に戻しました。',
            gone: '正常だったときのコピーを使っています。',
          }[cause]
        : {
            broken: 'すべての設定が初期値になっています。',
            newer: '',
            partly: '正しくない設定は、初期値に戻しました。',
            gone: '',
          }[cause];
      const code = new_code
        ? 'ルームにコードがあったかもしれないため、新しいコードを付けました。設定で確認できます。'
        : '';
      const where = path === null ? '' : `元のファイルは${path}にあります。`;
      return [what, instead, code, where].filter(Boolean).join('');
    },
  },

  menu: {
    open: 'メニュー',
    showFile: 'chat.txtをフォルダーで表示',
    export: 'エクスポート…',
    rooms: '別のルームを開く…',
    nearby: '近くのルーム…',
    pause: 'ルームを一時停止',
    resume: 'ルームを再開',
    zoom: 'ズーム',
    smaller: '縮小',
    larger: '拡大',
    usualSize: (now) => `標準サイズに戻す（現在${now}）`,
    fullScreen: '全画面表示',
    guide: '使い方ガイド',
    about: 'Flatchatについて',
    quit: '終了',
  },

  rooms: {
    title: 'ルーム',
    here: 'このルーム',
    show: 'chat.txtをフォルダーで表示',
    recent: '以前に開いたルーム',
    open: (title) => `「${title}」を開く`,
    choose: 'フォルダーを選択…',
    help: 'ルームとは、chat.txtが入ったフォルダーのことです。chat.txtがないフォルダーは新しいルームになります。別のルームを開くと、このルームはゲストに対して閉じられます。',
    leave: 'このルームを閉じますか？',
    leaveWords: (guests) =>
      count(guests, {
        other: 'このルームにはゲストが#人います。別のルームを開くと、ゲストはこのルームを使えなくなります。',
      }),
    leaveYes: '閉じて続ける',
    leaveNo: 'このルームに残る',
  },

  export: {
    title: 'ルームをエクスポート',
    formats: {
      html: {
        name: '1つのWebページ',
        use: 'どのブラウザでも、オフラインでも開けて、検索もできます。人が読むのに向いています。',
      },
      markdown: {
        name: 'Markdown',
        use: '読んだり、印刷したり、ほかの文書に入れたりできるテキストです。',
      },
      json_lines: {
        name: 'JSON Lines',
        use: '1行に1件ずつ、編集とリアクションも含みます。プログラムでの処理に向いています。',
      },
      log: {
        name: 'chat.txt',
        use: '会話の記録の完全なコピーです。Flatchatでルームとしてもう一度開けます。',
      },
    },
    help: 'これまでの発言がすべて1つのファイルに入ります。削除されたメッセージの文章は含まれません。',
    saving: '保存場所を選んでください。発言の多いルームでは少し時間がかかります…',
    saved: (name) => `${name}として保存しました`,
    show: 'フォルダーで表示',
  },

  about: {
    title: 'このアプリについて',
    version: (version, engine) => [`バージョン ${version}`, engine].filter(Boolean).join(' · '),
    what: 'あなたのネットワークのためのチャットルームです。発言はすべて、あなたの手元にある1つのプレーンテキストファイルに、1行ずつ保存されます。',
    licence: 'フリーソフトウェアです。MITライセンスとApacheライセンス2.0のどちらかを選んで利用できます。',
    licences: '使用しているソフトウェアのライセンス',
  },

  doctor: {
    open: '参加できない人がいますか？',
    title: '参加できない原因',
    running: 'ゲストがルームに入るまでの道筋を確認しています…',
    found: (n) => count(n, { other: 'ゲストが入れない原因が#件見つかりました。' }),
    nothingFound: 'このパソコンには、ゲストが入れない原因は見つかりませんでした。',
    again: 'もう一度確認',
    more: '詳細',
    helps: '対処方法',
    gone: 'この問題は解決しました：',
    steps: 'ゲストがルームに入るまでの全手順',
    command: 'コマンド',
    verdicts: { good: '正常', problem: '問題あり', unclear: '不明' },
    live: 'スマートフォンで試してみましょう',
    waiting: 'ほかの端末から最初のパケットが届くのを待っています…',
    hints: [
      'スマートフォンを、このパソコンと同じWi-Fiにつないでください。ゲスト用Wi-Fiでは端末どうしが通信できません。モバイルデータ通信はオフにしてください。',
      'リンクは先頭にhttp://を付けて開いてください。ブラウザがhttpsしか受け付けないときは、このアドレスでhttpを許可してください。',
    ],
    reached: {
      connected: 'からこのパソコンへの接続がありました。',
      page: 'がページを開きました。',
      joined: 'がルームに参加しています。',
    },
    onlyConnected:
      'このまま何も起きなければ、ブラウザがhttpsを使おうとしています。アドレスはhttp://で始まる必要があります。',
  },

  nearby: {
    title: '近くのルーム',
    lead: 'このネットワークでほかの人が開いているルームです。それぞれ別のウィンドウで開きます。',
    none: '今のところ、ほかのルームはありません。',
    noneHelp:
      'ほかの人がルームを開くと、すぐここに表示されます。パソコンどうしが通信できないネットワークでは、ホストにリンクをもらってください。',
    code: 'コードが必要',
    open: '誰でも参加可能',
    gone: 'もうありません',
  },

  settings: {
    lead: '変更はすぐに反映されます。',
    applied: '変更しました。',
    failed: (why) => `設定を表示できません：${why}`,

    room: 'ルーム',
    roomTitle: 'ルームのタイトル',
    roomTitleHelp: '全員のページの上部に表示されます。',
    roomTitleBad: 'ルームにはタイトルが必要です。',
    code: 'ルームコード',
    codeHelp: 'ゲストが参加するときに必要です。空にすると、誰でも参加できます。',
    maxGuests: 'ゲストの最大人数',
    maxGuestsHelp: (here) =>
      `同時に参加できるゲストの人数です。あなたは含みません。${here === 0 ? '現在、ゲストはいません。' : count(here, { other: '現在は#人います。' })}`,
    maxGuestsBad: '整数を入力してください。',
    maxFile: '1ファイルの最大サイズ（MB）',
    maxFileHelp: 'ここで共有できる1つのファイルの最大サイズです。',
    maxFiles: '全ファイルの合計（MB）',
    maxFilesHelp: '共有ファイルに使うディスク容量の上限です。すでにあるファイルはそのまま残ります。',
    megabytesBad: '1以上の整数を入力してください。',

    network: 'ネットワーク',
    port: 'ポート',
    portHelp: (bound) =>
      `空にすると、空いているポートを使います。${bound === null ? '' : `現在は${bound}を使用中です。`}`,
    portBad: '1から65535までの整数を入力するか、空にしてください。',
    listen: 'ルームに接続できる人',
    listenHelp: 'ほかの人が入れないようにするには、ネットワークを1つ選びます。',
    listenAll: 'あなたのネットワークの全員',
    listenThisComputer: 'このパソコンだけ',
    listenAddress: (ip, card) => `${ip}（${card}）経由のみ`,
    listenAddressGone: (ip) => `${ip}経由のみ（現在はありません）`,
    fixed: (listen) => `起動時にFLATCHAT_LISTEN=${listen}が指定されたため、そちらが優先されます。`,
    localName: 'ネットワーク上の名前',
    localNameHelp:
      'ゲストは、この名前に「.local」を付けたアドレスでも開けます。英字、数字、ハイフンが使えます。空にするとflatchatになります。',
    allowedHosts: 'ルームの別名',
    allowedHostsHelp:
      'プロキシやルーターがルームを公開するときの名前です（例：chat.example）。カンマで区切ってください。自分で付けた名前だけを許可してください。',
    announce: 'ルームを知らせる',
    announceHelp: 'あなたのネットワークの人が、リンクなしでルームを見つけられます。',

    me: '自分',
    name: 'あなたの名前',
    nameHelp: 'あなたのメッセージの横に表示されます。',
    themeHelp: 'あなたのウィンドウだけに適用されます。ゲストは各自で選びます。',
    notifications: '通知',
    notificationsHelp: '別のウィンドウを使っている間、デスクトップに表示されます。',
    notificationChoices: { all: 'すべてのメッセージ', mentions: '自分の名前を含むもの', none: 'なし' },

    desktop: 'デスクトップ',
    autostart: 'パソコンの起動時に開始',
    autostartHelp: 'ログインすると、ウィンドウを表示せずにルームが開きます。',
    tray: 'トレイで実行を続ける',
    trayHelp: 'デスクトップにトレイがあれば、ウィンドウを閉じてもルームは開いたままです。',
    keepAwake: 'ゲストがいる間はスリープしない',
    keepAwakeHelp:
      'ゲストがいる間と、その後1分間は、このパソコンは自動でスリープしません。画面は消えることがあります。',

    languageOfSystem: 'パソコンの設定に合わせる',
    languageHelp: 'ウィンドウ、トレイ、通知に使われます。ゲストは各自で選びます。',
  },
};

const settings: WordsByCode<typeof roomProblems, HostCode> = {
  bad_title: {
    empty: 'ルームにはタイトルが必要です。',
    too_long: ({ most }) => `タイトルは${most}文字までです。短くしてください。`,
  },
  bad_code: {
    empty: 'コードを空にはできません。1文字以上入力してください。',
    too_long: ({ most }) => `コードは${most}文字までです。短くしてください。`,
    control: 'コードに制御文字は使えません。取り除いてください。',
  },
  bad_max_guests: ({ most }) => `ルームに入れるゲストは1人から${most}人です。この範囲の数を選んでください。`,
  bad_local_name: {
    empty: 'ネットワーク上の名前を空にはできません。1文字以上入力してください。',
    too_long: ({ most }) => `ネットワーク上の名前は${most}文字までです。短くしてください。`,
    letters: 'ネットワーク上の名前に使えるのは、aからzの英字、数字、ハイフンだけです。',
    hyphen: 'ネットワーク上の名前の最初と最後は、英字か数字にしてください。',
  },
  bad_host_name: {
    address: 'http://や/を付けずに、chat.exampleのように名前だけを書いてください。',
    wildcard: '名前はそれぞれ省略せずに書いてください。*でほかの名前を表すことはできません。',
    not_ascii:
      '名前はブラウザが送る形で書いてください。アドレスバーからコピーすると、xn--で始まる形になります。',
    port: 'ポートは書かないでください。名前はどのポートでも許可されます。',
    not_a_name: 'これはホスト名ではありません。chat.exampleのように書いてください。',
  },
  export_failed: 'エクスポートに失敗しました。もう一度お試しください。',
  export_full: 'ディスクがいっぱいです。空き容量を増やすか、別の場所を選んでください。',
  export_interrupted: 'エクスポート中にchat.txtが置き換えられました。もう一度お試しください。',
  export_over_room:
    'このフォルダーにはルームのファイルが保存されています。別の名前か別のフォルダーを選んでください。',
  export_unwritable: ({ cause }) =>
    cause
      ? `そこにはファイルを書き込めません：${cause.replace(/[.。\s]+$/, '')}。別の場所を選んでください。`
      : 'ここにはファイルを置けません。別の場所を選んでください。',
};

/** The system's own words come last, because they may be in any language. */
const because = (words: string, { cause = '' }: Problem) => `${words}：${cause.replace(/[.。\s]+$/, '')}。`;

const app: WordsByCode<typeof appProblems> = {
  bad_folder: (problem) => because('このフォルダーは使えません', problem),
  bad_link: 'このリンクは開けません。',
  cannot_listen: {
    variable: ({ value }) =>
      `変数${value}は待ち受けるアドレスではありません。例：192.168.1.5:8765、localhost、8765。`,
    no_such_address: ({ value }) =>
      `このパソコンには現在、アドレス${value}がありません。設定で別のアドレスを選んでください。`,
    os: (problem) => because(`ルームは${problem.value}で接続を受け付けられません`, problem),
  },
  cannot_open: {
    file: (problem) => because(`${problem.value}を開けません`, problem),
    no_link: ({ value }) => `「${value}」を開けません。そこへのリンクがありません。`,
    not_a_file: ({ value }) =>
      `${value}はファイルではありません。別の場所に移すか、別のフォルダーを選んでください。`,
    room_in_use: ({ value, cause }) =>
      `${value}は${cause}が使用中です。先にそちらを閉じるか、別のフォルダーを選んでください。`,
    room_not_there: ({ value }) =>
      `前回のルームのフォルダー${value}が見つからないため、別のルームを開いています。次回の起動時にもう一度試します。`,
    room_unusable: (problem) => because(`${problem.value}のルームを開けません`, problem),
    window: (problem) => because(`「${problem.value}」をウィンドウで開けません`, problem),
  },
  cannot_search: (problem) => because('このパソコンではルームを検索できません', problem),
  no_autostart: (problem) => because('デスクトップで許可されていません', problem),
  no_export: 'まだ何もエクスポートされていません。',
  no_full_screen: (problem) => because('ウィンドウを全画面にできません', problem),
  no_guide: (problem) => because('ガイドを表示できません', problem),
  no_licences: 'このビルドにはライセンスのファイルがありません。',
  no_offer: 'このファイルは利用できなくなりました。もう一度選んでください。',
  not_saved: (problem) => because('そこにはファイルを保存できません', problem),
  no_place: (problem) => because('ここにはファイルを置けません', problem),
  no_room: 'まだルームが開いていません。少し待ってからもう一度お試しください。',
  no_zoom: (problem) => because('ページのサイズを変更できません', problem),
  port_missed: ({ value, suggestion }) =>
    `ポート${value}は使用中のため、ルームは現在ポート${suggestion}を使っています。`,
  port_taken: ({ value }) =>
    `ポート${value}はほかのプログラムが使用中です。設定で別のポートを選んでください。`,
  settings_not_kept: (problem) => because('設定を保存できません', problem),
  unknown_room: 'このルームの記録はもうありません。フォルダーを選んでください。',
};

const refusals = { ...settings, ...app };

export const table: HostTable = { host, doctor, hostRefusal: (problem) => wordsOf(refusals, problem) };
