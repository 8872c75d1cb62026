// The words that guests can see, in Japanese.
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

const count = counting('ja');

const unicode = ({ character }: Problem) =>
  `U+${(character ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

const spot = (problem: Problem) => `${unicode(problem)}、${problem.line}行目の${problem.column}文字目`;

/** A number of bytes as people say it: limits are whole megabytes, or less than one. */
const megabytes = (bytes = 0) =>
  bytes < 1e6 ? count(bytes, { other: '#バイト' }) : `${Math.floor(bytes / 1e6)} MB`;

const notUnderstood = 'ルームがこのページの内容を理解できませんでした。ページを再読み込みしてください。';

const refusals: WordsByCode<typeof roomProblems, GuestCode> = {
  name_taken: ({ suggestion }) =>
    `同じ名前か、よく似た名前の人がすでにいます。「${suggestion}」はいかがですか。`,
  bad_name: {
    empty: '名前を入力してください。',
    too_long: ({ most }) => `名前は${most}文字までです。もっと短い名前にしてください。`,
    colon: '名前にコロンは使えません。取り除いてください。',
    unshowable: (problem) => `名前に表示できない文字（${unicode(problem)}）があります。取り除いてください。`,
    invisible: (problem) =>
      `名前の中に見えない文字（${unicode(problem)}）があります。貼り付けずに、入力し直してください。`,
    loose_mark: (problem) =>
      `名前に、文字に付いていないアクセント記号（${unicode(problem)}）があります。文字の後ろに置くか、取り除いてください。`,
    too_many_marks: '名前に、アクセント記号が多すぎる文字があります。いくつか取り除いてください。',
  },
  bad_text: {
    empty: 'メッセージが空です。何か入力してください。',
    control: (problem) =>
      `メッセージに制御文字（${spot(problem)}）があります。取り除いてから送信し直してください。`,
    wrongly_converted: (problem) =>
      `メッセージに正しく変換されていない文字（${spot(problem)}）があります。元の文字はおそらく「${problem.suggestion}」です。入力し直してから送信してください。`,
  },
  too_long: ({ most }) =>
    most === undefined
      ? '一度に受け取れる量を超えています。分けて送信してください。'
      : `メッセージが${most / 1024} KiBを超えています。分けて送信してください。`,
  wrong_type: notUnderstood,
  bad_request: {
    '': notUnderstood,
    key: notUnderstood,
    find: '探したい言葉を256バイト以内で入力してください。',
    from: notUnderstood,
    since: notUnderstood,
    until: notUnderstood,
    has: notUnderstood,
  },
  disk_failed: 'ホストのパソコンのディスクが応答しません。しばらくしてからもう一度お試しください。',
  disk_full: 'ディスクがいっぱいです。ホストのパソコンの空き容量を増やしてから、送信し直してください。',
  file_in_use:
    '別のプログラムがこのルームのファイルを占有しています。ホストのパソコンでそのプログラムを終了してから、送信し直してください。',
  join_first: '先にルームに参加してください。',
  code_required: 'このルームにはコードが必要です。先にコードを入れて参加してください。',
  wrong_code: 'ルームコードが違います。ホストに確認するか、QRコードをもう一度読み取ってください。',
  restarted: 'ルームが再起動しました。もう一度送信する前に、すでに送信されていないか確認してください。',
  closing: 'ルームを閉じています。',
  bad_ticket: 'この入り口は使用済みか、期限切れです。もう一度参加してください。',
  no_session: 'ホストのパソコンの都合により、今は参加できません。しばらくしてからもう一度お試しください。',
  key_reused: '別のメッセージと取り違えられました。もう一度送信してください。',
  bad_cursor: 'このページは会話の位置を見失いました。ページを再読み込みしてください。',
  log_rewritten: '会話の記録が書き換えられました。ページを再読み込みしてください。',
  other_session: 'このブラウザからは、すでに別の人がルームに参加しています。',
  too_fast: ({ after_secs }) => `一度に送りすぎです。${after_secs}秒後にもう一度お試しください。`,
  too_busy: 'あなたか、同じアドレスのほかの人が検索中です。終わってからもう一度お試しください。',
  too_slow: '送信に時間がかかりすぎました。もう一度お試しください。',
  too_many_connections:
    'あなたのアドレスからの接続か、ルーム全体の接続が多すぎます。いくつか閉じるか、しばらくしてからもう一度お試しください。',
  too_many_downloads: '今はダウンロードが多すぎます。どれかが終わってからもう一度お試しください。',
  busy: 'あなたのアドレスかルーム全体で、通信が混み合っています。少し待ってからもう一度お試しください。',
  wrong_host: 'このアドレスではルームに入れません。ホストに別のリンクをもらってください。',
  wrong_origin:
    'ほかのサイトのページからは、このルームで発言できません。ルームのアドレスを直接開いてください。',
  wrong_method: notUnderstood,
  not_found: 'このアドレスには何もありません。ルームのアドレスを開いてください。',
  room_full: 'ルームは満員です。誰かが退出するまでお待ちください。',
  room_paused: 'ホストがルームを一時停止しています。再開するまでお待ちください。',
  too_many_streams: {
    address: 'あなたのアドレスから開いているウィンドウが多すぎます。先に1つ閉じてください。',
    session: 'このルームのウィンドウを開きすぎています。先に1つ閉じてください。',
    strangers: '参加せずに読んでいる人が多すぎます。ルームに参加すると、席を確保できます。',
  },
  bad_emoji: 'これは絵文字ではありません。一覧から選んでください。',
  bad_topic: {
    too_long: ({ most }) => `トピックは${most}文字までです。短くしてください。`,
    control: (problem) => `トピックに制御文字（${unicode(problem)}）があります。取り除いてください。`,
    wrongly_converted: ({ suggestion }) =>
      `トピックに正しく変換されていない文字があります。元の文字はおそらく「${suggestion}」です。入力し直してください。`,
  },
  bad_files_folder:
    'ルームにファイルを保存できません。ルームのフォルダーの「files」がフォルダーではないか、リンクになっています。ホストが別の場所に移す必要があります。',
  bad_upload: {
    changed: '選んだあとにファイルの内容が変わりました。もう一度選んでください。',
    too_many_bytes: '送信中にファイルの内容が変わりました。もう一度送信してください。',
    thumbnail: 'このファイルのサムネイルが使えません。ファイルをもう一度送信してください。',
    no_file: 'ファイルが入っていません。ファイルを選んでください。',
    form: notUnderstood,
  },
  disk_nearly_full:
    'ホストのパソコンのディスクがもうすぐいっぱいです。先にホストが空き容量を増やす必要があります。',
  file_too_large: ({ most }) =>
    `ここで送れるファイルは${megabytes(most)}までです。もっと小さいファイルを送信してください。`,
  files_full: ({ most }) =>
    `このルームのファイルは合計${megabytes(most)}までです。ホストは、ファイルを減らすか上限を上げることができます。`,
  no_such_file: 'このファイルはもうありません。',
  no_such_upload: 'このアップロードはルームに残っていません。ファイルをもう一度送信してください。',
  too_many_files: ({ most }) =>
    `1つのメッセージで共有できるファイルは${most}個までです。残りは別のメッセージで共有してください。`,
  too_many_uploads:
    'あなた、同じアドレス、またはルーム全体で、送信中のファイルが多すぎます。1つ終わるまでお待ちください。',
  upload_unfinished: 'まだ送信が終わっていないファイルがあります。終わるまでお待ちください。',
  wrong_offset: 'ルームに届いた部分が、このページの記録と一致しません。ファイルをもう一度送信してください。',
  no_such_message: 'このメッセージはもうありません。',
  removed: 'このメッセージは削除されました。',
  not_yours:
    'これはほかの人が書いたものか、あなたがこの名前で参加する前に書かれたものです。変更できるのは書いた本人だけです。',
  too_late: 'メッセージを編集できるのは15分間です。新しいメッセージを書いてください。',
  host_only: 'この操作は、ホストだけがアプリのウィンドウで行えます。',
  too_many_reactions: 'このメッセージにはすでに20種類のリアクションをしています。先に1つ取り消してください。',
  too_many_pins: 'すでに50件のメッセージがピン留めされています。先に1件外してください。',
  not_ready: 'ルームは会話の記録を読み込んでいます。少し待ってからもう一度お試しください。',
  not_erased:
    'メッセージは削除されましたが、ホストのディスク上の文章をまだ上書きできません。ルームが自動で再試行を続けます。',
  names_full: 'このルームに登録できる名前がいっぱいです。誰かが設定からルームを退出するまでお待ちください。',
};

const page: PageWords = {
  app: 'Flatchat',

  loading: 'ルームを開いています…',

  refusal: (problem) => wordsOf(refusals, problem),

  close: '閉じる',

  errors: {
    unreachable: 'ルームに接続できません。',
    timeout: 'ルームから時間内に応答がありませんでした。',
    status: (status) => `ルームからエラーが返されました（${status}）。`,
  },

  door: {
    greeting: {
      title: 'ようこそ',
      lead: 'このネットワークのチャットルームです。',
    },
    name: 'あなたの名前',
    nameHelp: 'みんなに表示される名前を決めてください。',
    nameTooLong: (max) => `名前は${max}文字までです。`,
    code: 'ルームコード',
    codeHelp: 'コードはルームのホストに聞いてください。',
    join: '参加',
    joining: '参加しています…',
    useSuggestion: (name) => `「${name}」で参加`,
    cookieHint:
      'あなたの名前を覚えておくためのCookieが、ブラウザに拒否されました。このページのCookieを許可して、もう一度参加してください。',
    notRecognised:
      '参加しましたが、その後ルームがこのブラウザを認識できませんでした。もう一度参加してください。同じことが続くときは、ブラウザとルームの間で、プロキシなどがCookieを取り除いています。',
    turnedAway: {
      left: 'ルームから出ています。続けるには、もう一度参加してください。',
      code_required: 'ルームにコードが設定されました。続けるには、コードを入れて参加してください。',
    },
    small: 'ここでの発言はすべて、ホストのパソコンにある1つのテキストファイルに保存されます。',
  },

  full: {
    title: 'ルームは満員です',
    lead: '今は空きがありません。空きができしだい、自動で参加します。',
    retrying: (seconds) => `${seconds}秒後に再試行します`,
    trying: '試しています…',
    now: '今すぐ試す',
    back: '別の名前を使う',
  },

  unreachable: {
    title: 'ルームが応答しません',
    lead: 'ホストと同じネットワークにつながっていますか。ホストのアプリは開いていますか。',
    answers: 'ホストが応答しました',
    opening: 'まもなくルームが開きます。',
    refused: 'ルームを開けません',
    retry: '再試行',
  },

  header: {
    people: '参加者',
    peopleHere: (n) => count(n, { other: '#人が参加中' }),
    invite: '招待',
    files: 'ファイル',
    search: '検索',
    settings: '設定',
    peopleWere: (n) => count(n, { other: '最後に確認したときは#人' }),
    connect: '接続',
    disconnect: '切断',
    stop: '再接続を中止',
  },

  connection: {
    why: 'なぜ？',
    states: {
      connected: '接続済み',
      paused: '接続済み',
      connecting: '接続中…',
      resting: '休止中',
      left: '切断済み',
      lost_briefly: 'オフライン',
      lost: 'オフライン',
      missing: 'オフライン',
      moving: '移動中…',
      room_closed: 'ルームは閉じています',
      full: 'ルーム満員',
      refused: '参加できません',
    },
    retrying: (seconds) => (seconds > 0 ? `（${seconds}秒後に再試行）` : '（再試行中）'),
    banners: {
      connected: null,
      paused: null,
      connecting: null,
      resting: null,
      lost_briefly: null,
      moving: null,
      refused: null,
      lost: 'ルームとの接続が切れています。自動で再接続を試みています。書いたものは保存され、あとで送信されます。',
      missing: 'ルームがここでは応答しません。ホストのアドレスが変わったのかもしれません。',
      room_closed: 'ルームが閉じられました。また開くのを待っています。',
      full: 'ルームは満員です。空きができしだい接続します。',
      left: '接続を切りました。もう一度接続するまで、メッセージは届かず、何も送信されません。',
    },
  },

  roaming: {
    moving: (place) => `ルームは${place}に移りました。そちらへ移動しています…`,
    open: 'リンク',
    orScan: 'を開くか、ホストの画面のQRコードをもう一度読み取ってください。',
    scan: 'ホストの画面のQRコードをもう一度読み取ってください。',
  },

  trouble: (reason) => `今は何も保存できません：${reason.replace(/[.。\s]+$/, '')}。`,

  paused: 'ホストがルームを一時停止しました。読むことはできます。再開すると、また書き込めます。',

  notices: 'お知らせ',

  log: {
    label: 'メッセージ',
    region: '会話',
    beginning: 'ここからchat.txtが始まります',
    loadingOlder: '以前のメッセージを読み込んでいます…',
    olderFailed: '以前のメッセージを読み込めませんでした。',
    failed: 'メッセージを読み込めませんでした。',
    retry: '再試行',
    today: '今日',
    yesterday: '昨日',
    unread: '新着',
    empty: 'まだ発言はありません。',
    emptyLead: 'あいさつをするか、近くの人を招待してみましょう。',
    emptyInvite: '招待する',
    newMessages: (n) => count(n, { other: '新着メッセージ#件' }),
    latest: '最新のメッセージ',
    file: 'ファイル',
    fileTitle: 'この行はルームでの発言ではなく、chat.txtに直接書き込まれたものです',
    whole: 'メッセージ全体を表示',
    less: '折りたたむ',
    cut: '…（この行には続きがあります）',
    host: 'ホスト',
    setTopic: 'がトピックを設定しました：',
    back: '戻る',
    react: 'リアクション',
    reply: '返信',
    edited: '編集済み',
    editedTitle: '編集前の内容を表示',
    removed: (by): Parts => (by === null ? ['削除されました'] : [{ name: by }, 'が削除しました']),
    quoteRemoved: '削除済み',
    sharedFiles: (n) => count(n, { other: 'ファイル#個' }),
    quoteGone: 'このメッセージはもうありません',
    quoteTitle: '返信先のメッセージへ移動',
    row: {
      edited: '編集済み',
      removed: '削除済み',
      pinned: 'ピン留め',
      between: '、',
      replyTo: (name) => `${name}への返信`,
      reactions: (n) => count(n, { other: 'リアクション#件' }),
    },
    reactions: 'リアクション',
    reaction: (emoji, n, names) => `${emoji} ${n}：${names}`,
    names: (names, more) => (more > 0 ? `${names.join('、')}、ほか${more}人` : names.join('、')),
    someone: '誰か',
  },

  pins: {
    label: 'ピン留めされたメッセージ',
    all: (n) => count(n, { other: 'ピン留めされたメッセージ#件' }),
    title: 'ピン留めされたメッセージ',
  },

  topic: {
    title: 'トピック',
    set: 'トピックを設定',
  },

  refusedTopic:
    'トピックを設定できるのはホストだけです。この言葉をメッセージとして送るには、先頭を「//topic」にしてください。',
  restartedMeanwhile: 'ルームが再起動しました。少し待ってからもう一度お試しください。',

  outbox: {
    sending: '送信中…',
    waiting: '接続したら送信します',
    failed: '送信できませんでした。',
    retry: '再送信',
    edit: '編集',
    discard: '破棄',
    perhapsRemoved:
      'このメッセージは送信されたあとに削除された可能性があります。もう一度送るには「再送信」を押してください。',
    writtenAs: (name) => `これは「${name}」の名前で書かれました。`,
    tooFast: (seconds) => `送信が速すぎます。${seconds}秒後に自動で再送信します。`,
    keyReused:
      'すでにある別のメッセージと取り違えられました。新しいメッセージとして送るには「再送信」を押してください。',
  },

  composer: {
    label: 'メッセージ',
    placeholder: 'メッセージを入力',
    placeholderClosed: '切断されています',
    placeholderPaused: 'ルームは一時停止中です',
    share: 'ファイルを共有',
    send: '送信',
    save: '保存',
    tooLong: (over) => count(over, { other: '#バイト超過' }),
    left: (left) => count(left, { other: '残り#バイト' }),
  },

  typing: (names): Parts => {
    const [a, b, c] = names.map((name) => ({ name }));
    if (!a) return [];
    if (!b) return [a, 'が入力中…'];
    if (!c) return [a, 'と', b, 'が入力中…'];
    if (names.length === 3) return [a, '、', b, '、', c, 'が入力中…'];
    return ['何人かが入力中…'];
  },

  people: {
    title: '参加者',
    you: '自分',
    host: 'ホスト',
    more: (n) => count(n, { other: 'ほか#人' }),
  },

  invite: {
    copy: 'コピー',
    copied: 'コピーしました',
  },
};

const actions: ActionWords = {
  bar: '操作',
  menu: 'メッセージ',
  more: 'その他',
  moreEmoji: 'ほかの絵文字',
  copied: 'コピーしました',

  items: {
    react: 'リアクション',
    reply: '返信',
    edit: '編集',
    download: 'ダウンロード',
    copy_text: 'テキストをコピー',
    copy_file_link: 'ファイルのリンクをコピー',
    copy_link: 'メッセージのリンクをコピー',
    who: 'リアクションした人',
    wordings: '編集前の内容',
    pin: 'ピン留め',
    unpin: 'ピン留めを外す',
    remove: '削除',
  },

  quickEmoji: {
    '👍': 'いいね',
    '❤️': 'ハート',
    '😂': 'うれし泣き',
    '🎉': 'クラッカー',
    '😮': 'びっくり',
    '😢': '泣き顔',
  },

  strip: {
    replying: (name): Parts => [{ name }, 'に返信'],
    editing: 'メッセージを編集中',
    stop: 'キャンセル',
  },

  rewritten: {
    question: 'その間にファイルchat.txtが変更されました。メッセージをもう一度選んでください。',
    edit: 'ファイルchat.txtが変更され、編集中だったメッセージが見つからなくなりました。書いた文章は新しいメッセージになります。',
    reply:
      'ファイルchat.txtが変更され、返信先のメッセージが見つからなくなりました。書いた文章は新しいメッセージになります。',
  },

  removal: {
    title: 'このメッセージを削除しますか？',
    lead: '編集前の内容やリアクションとともに、ルームとchat.txtから文章が消えます。メッセージがあった場所は残ります。',
    files: 'ファイルはホストのパソコンから削除されます。',
    copies: 'バックアップ、通知、オフラインのページなど、ほかの人のところにあるコピーは残ります。',
    reason: '理由（省略可）',
    reasonHelp: 'メッセージの代わりに、みんなに表示されます。',
    remove: '削除',
    cancel: 'キャンセル',
  },

  wordings: {
    title: '編集前の内容',
    lead: '新しい順に並んでいます。',
    current: '現在',
  },

  pins: {
    none: 'ピン留めされたメッセージはありません。',
    unpin: 'ピン留めを外す',
  },

  topic: {
    field: 'ルームのトピック',
    help: 'みんなの画面の上部に表示されます。空にすると表示されません。',
    save: '保存',
  },

  people: {
    away: '離席中',
    filter: '名前で探す',
    none: 'その名前の人はいません。',
  },

  attention: {
    mentionsYou: 'あなたへのメンション',
    many: '99件を超える新着メッセージ',
    mentioned: (name) => `${name}があなたをメンションしました`,
    setting: {
      label: '通知',
      help: '別のウィンドウを使っている間にメンションされると、通知します。',
      hindrances: {
        insecure:
          'ブラウザが通知を表示できるのは、httpsのアドレスか、ホスト自身のパソコンで開いたときだけです。',
        missing: 'このブラウザでは、このページの通知を表示できません。',
        denied: 'このページの通知はブロックされています。ブラウザの設定で許可できます。',
      },
      instead: 'メンションされると、タブのタイトルとアイコンに表示され、音が鳴ります。',
    },
  },

  invite: {
    title: '招待する',
    lead: '同じWi-Fiにつないで、スマートフォンのカメラをここに向けてください。',
    qr: (url) => `${url}のQRコード`,
    link: 'ルームへのリンク',
    copyByHand: 'Ctrl+C（または⌘C）を押すか、文字を長押ししてコピーしてください。',
    code: 'ルームコード',
    codeHelp: 'リンクにはコードがすでに含まれています。',
    others: 'このアドレスでつながらないときは、別のものをお試しください',
    gone: '現在は使えません',
    via: { this_computer: 'このパソコンだけ', network: 'ネットワーク', name: 'ネットワーク上の名前' },
    none: 'ほかの人が使えるアドレスがまだありません。',
  },

  settings: {
    title: '設定',
    unchanged: (why) => `${why}設定は変更されていません。`,
    theme: '外観',
    themeHelpGuest: 'あなたのページだけに適用されます。',
    themes: { system: 'システム', light: 'ライト', dark: 'ダーク' },
    language: '言語',
    languageOfBrowser: 'ブラウザの設定に合わせる',
    sounds: 'サウンド',
    soundsHelp: '別のウィンドウを使っている間に新着メッセージがあると、短い音が鳴ります。',
    leave: 'ルームを退出',
    leaveHelp: 'あなたの名前はほかの人も使えるようになり、このブラウザからも消えます。',
    device: 'この端末',
    room: 'このルーム',
  },

  why: {
    checking: '確認しています…',
    offline: 'この端末はネットワークにつながっていません。Wi-Fiをオンに、機内モードをオフにしてください。',
    cellular:
      'この端末はモバイルデータ通信を使っています。ルームにはホストのWi-Fiからしか入れません。そのWi-Fiにつないでください。',
    reachable: 'ホストのパソコンが応答しました。まもなく接続します。',
    refused:
      'このアドレスでは何も応答しません。アプリが閉じているか、ホストのアドレスが変わったか、別のネットワークにつながっているのかもしれません。',
    silent:
      'このアドレスから時間内に応答がありません。ホストのパソコンがスリープ中か、遠すぎるか、別のネットワークにつながっているのかもしれません。',
    lastAnswered: (seconds) =>
      seconds < 120
        ? count(seconds, { other: 'ホストの最後の応答は#秒前です。' })
        : count(Math.round(seconds / 60), { other: 'ホストの最後の応答は#分前です。' }),
    try: '確認できること',
    tries: [
      'ホストと同じWi-Fiにつながっていますか。ゲスト用Wi-Fiでは端末どうしが通信できません。',
      'モバイルデータ通信はオフですか。インターネットにつながらないWi-Fiよりも、モバイルデータ通信が優先されます。',
      'VPNはオフですか。',
      'ホストのアプリは開いていて、パソコンはスリープしていませんか。',
      'ブラウザがhttpsだけを使う設定（「HTTPSのみモード」）になっていませんか。ルームのアドレスはhttp://で始まります。',
    ],
  },
};

const files: FileWords = {
  download: 'ダウンロード',
  downloadOne: (name, size) => `${name}${size ? `（${size}）` : ''}をダウンロード`,
  picture: (name) => `画像 ${name}`,
  pictureAndMore: (name, more) => `画像 ${name}、ほか${more}枚`,
  film: (name) => `動画 ${name}`,
  sound: (name) => `音声 ${name}`,
  file: 'ファイル',

  viewer: {
    label: (number, name, from) =>
      `画像${number ? `（${number.all}枚中${number.at}枚目）` : ''}：${name}${from === null ? '' : `、送信者：${from}`}`,
    number: (at, all) => `${at} / ${all}`,
    previous: '前の画像',
    next: '次の画像',
    smaller: '縮小',
    larger: '拡大',
    show: '会話の中で表示',
    loading: '読み込んでいます…',
    failed: 'この画像はここに表示できません。壊れているか、このブラウザが対応していない種類かもしれません。',
  },

  list: {
    title: 'ファイル',
    holds: (files, bytes, most) =>
      [files === null ? '' : count(files, { other: '#個のファイル' }), `${most}中${bytes}を使用`]
        .filter(Boolean)
        .join(' · '),
    news: '新しいファイルを表示',
    find: 'ファイルを探す',
    kind: '種類',
    kinds: { all: 'すべて', picture: '画像', media: '音声と動画', other: 'その他' },
    from: '送信者',
    everyone: '全員',
    sort: '並べ替え',
    sorts: { newest: '新しい順', oldest: '古い順', largest: '大きい順' },
    none: 'まだファイルはありません。このルームで共有されたファイルがここに表示されます。',
    noneFound: '条件に合うファイルはありません。',
    loading: '読み込んでいます…',
    failed: '一覧を読み込めませんでした。',
    retry: '再試行',
    show: '会話の中で表示',
    showOne: (name: string) => `${name}を会話の中で表示`,
    remove: '削除',
    removeOne: (name: string) => `${name}を削除`,
  },
};

const sharing: SharingWords = {
  drop: 'ここにドロップして共有',
  off: {
    left: '接続を切りました。ファイルを共有するには、もう一度接続してください。',
    paused: 'ホストがルームを一時停止しています。再開すると、ファイルを共有できます。',
    edit: 'メッセージを編集中です。保存するかキャンセルしてから、ファイルを共有してください。',
  },

  picked: '共有するファイル',
  remove: (name) => `${name}を取り除く`,
  retry: '再試行',
  retryOf: (name) => `${name}を再試行`,
  smaller: (from, to) => `${from} → ${to}`,
  states: {
    preparing: '準備中…',
    waiting: '待機中…',
    sending: (percent) => `${percent}%`,
    held: '準備完了',
  },

  size: {
    label: '画像のサイズ',
    full: '元のサイズ',
    smaller: '縮小',
    comesTo: (total) => `合計${total}`,
  },
  place: {
    keep: '撮影場所の情報を残す',
    removed: '画像や動画の撮影場所の情報は、共有する前に取り除かれます。',
    kept: 'ルームの全員に撮影場所が分かります。',
    smaller: '縮小した画像には、撮影場所の情報は残りません。',
  },

  folders: 'フォルダーは共有できません。先にZIPファイルにまとめてください。',
  leftOut: (most, n) =>
    count(n, {
      other: `1つのメッセージに付けられるファイルは${most}個までです。#個は追加されませんでした。`,
    }),
  tooLarge: (most) => `このルームで共有できるファイルは${Math.floor(most / 1e6)} MBまでです。`,
  lost: 'ルーム側でファイルが何度も失われています。しばらくしてからもう一度お試しください。',
  unreadable:
    'このファイルは読み取れなくなりました。移動または変更された可能性があります。もう一度選んでください。',

  outgoing: {
    files: (n) => count(n, { other: 'ファイル#個' }),
    progress: (files, sent, total) => `${files}、${sent} / ${total}`,
    sharing: '共有しています…',
    waiting: '接続したら再開します',
    failed: '共有できませんでした。',
    cancel: 'キャンセル',
    retry: '再試行',
    failedFile: (name, why) => `${name}：${why}`,
  },
};

const picker: PickerWords = {
  title: '絵文字',
  search: '絵文字を検索',
  found: (n) => count(n, { other: '絵文字が#個見つかりました' }),
  none: (query) => `「${query}」に合う絵文字はありません。`,
  tone: '肌の色',
  tones: ['黄色', '明るい', 'やや明るい', '中間', 'やや濃い', '濃い'],
  jump: '絵文字のグループ',
  groups: {
    recent: '最近使ったもの',
    smileys: '顔と感情',
    people: '人と体',
    nature: '動物と自然',
    food: '食べ物と飲み物',
    travel: '旅行と場所',
    activities: '活動',
    objects: '物',
    symbols: '記号',
    flags: '旗',
  },
};

const help: GuestTable['help'] = {
  title: 'ヘルプ',
  commands: {
    title: 'コマンド',
    me: 'していることを伝える',
    shrug: '肩をすくめる：¯\\_(ツ)_/¯',
    topic: 'ルームのトピックを設定',
    help: 'このヘルプを開く',
    literal: '「/単語」で始まる言葉をそのまま送る',
  },

  writing: {
    title: '書き方',
    mention: '誰かをメンション',
    emoji: '絵文字を探す',
    emphasis: '強調',
    strong: '太字',
    struck: '取り消し線',
    code: 'コード',
    block: '複数行のコード',
    quote: '引用',
    list: 'リスト',
  },

  keys: {
    title: 'ショートカットキー',
    send: '送信',
    line: '改行',
    last: '入力欄が空のとき：自分の最後のメッセージを編集',
    leave: '返信や編集をやめる、メッセージから離れる',
    search: '検索',
    regions: 'ページの次の部分へ移動',
    help: 'このヘルプを開く',
    rows: 'メッセージの間を移動',
    reply: 'メッセージに返信',
    edit: 'メッセージを編集',
    remove: 'メッセージを削除',
    react: 'メッセージにリアクション',
    menu: 'できることをすべて表示',
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
    label: 'Ctrlを使わないショートカットキー：? と /',
    help: '入力中でなければ、?でヘルプ、/で検索が開きます。音声入力などで意図せず開く場合は、オフにしてください。',
  },

  choices: {
    names: '参加者',
    emoji: '絵文字',
    commands: 'コマンド',
    away: '今はいません',
    everybody: 'ルームの全員',
  },

  noCommand: (escaped) =>
    `そのコマンドはありません。「/help」で一覧が見られます。この言葉をメッセージとして送るには、先頭を「${escaped}」にしてください。`,
};

const search: GuestTable['search'] = {
  title: '検索',
  label: 'メッセージを検索',
  help: '言葉、または "連続した語句" を入力してください。ボタンで絞り込めます。',
  narrow: '検索を絞り込む',
  suggestions: {
    from: '送信者…',
    on: '日付',
    before: 'この日より前',
    after: 'この日より後',
    link: 'リンクあり',
    file: 'ファイルあり',
    code: 'コードあり',
  },
  names: {
    filters: { from: '送信者', on: '日付', before: '前', after: '後', has: '含む' },
    contents: { link: 'リンク', file: 'ファイル', code: 'コード' },
  },
  lacks: {
    day: '日付は 2026-11-22 のように入力してください。',
    content: '含む:リンク、含む:ファイル、含む:コード のように入力してください。',
  },
  searching: '検索しています…',
  found: (n, more) => count(n, { other: more ? '新しい順に#件のメッセージ' : '#件のメッセージ' }),
  none: (what) => [{ name: what }, ' は見つかりませんでした。'],
  shown: '会話に表示しました。',
  hits: '見つかったメッセージ',
};

const early: EarlyWords = {
  tooOld: 'このブラウザは古いため、ルームのページを表示できません。',
  needsScript: 'ルームのページにはJavaScriptが必要です。',
  simplePage: '簡易ページを開く',
};

export const table: GuestTable = { page, actions, files, sharing, picker, help, search, early };
