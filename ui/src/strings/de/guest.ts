// The words that guests can see, in German.
/* eslint no-irregular-whitespace: ["error", { "skipTemplates": true }] -- they are meant */
import type { Problem } from '../../types/Problem';
import type { roomProblems } from '../../types/roomProblems';
import { counting } from '../counted';
import type { GuestCode } from '../en/refusals';
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

const count = counting('de');

const bytesOf = (n: number) => count(n, { other: '# Byte' });

const unicode = ({ character }: Problem) =>
  `U+${(character ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

const spot = (problem: Problem) => `${unicode(problem)}, Zeile ${problem.line}, Zeichen ${problem.column}`;

/** A number of bytes as people say it: limits are whole megabytes, or less than one. */
const megabytes = (bytes = 0) =>
  bytes < 1e6 ? bytesOf(bytes) : count(Math.floor(bytes / 1e6), { other: '# MB' });

const notUnderstood = 'Der Raum hat diese Seite nicht verstanden. Lade die Seite neu.';

const refusals: WordsByCode<typeof roomProblems, GuestCode> = {
  name_taken: ({ suggestion }) =>
    `Hier heißt schon jemand so oder fast so. Nimm zum Beispiel „${suggestion}“.`,
  bad_name: {
    empty: 'Bitte gib einen Namen ein.',
    too_long: ({ most }) => `Ein Name hat höchstens ${most} Zeichen. Bitte wähle einen kürzeren.`,
    colon: 'In einem Namen kann kein Doppelpunkt stehen. Bitte lass ihn weg.',
    unshowable: (problem) =>
      `Im Namen ist ein Zeichen, das nicht angezeigt werden kann (${unicode(problem)}). Bitte lass es weg.`,
    invisible: (problem) =>
      `Im Namen ist ein unsichtbares Zeichen (${unicode(problem)}). Bitte tippe den Namen neu, statt ihn einzufügen.`,
    loose_mark: (problem) =>
      `Im Namen ist ein Akzent ohne Buchstaben (${unicode(problem)}). Bitte setze ihn hinter einen Buchstaben oder lass ihn weg.`,
    too_many_marks: 'Im Namen hat ein Buchstabe zu viele Akzente. Bitte lass einige weg.',
  },
  bad_text: {
    empty: 'Die Nachricht ist leer. Schreib zuerst etwas.',
    control: (problem) =>
      `In der Nachricht ist ein Steuerzeichen (${spot(problem)}). Entferne es und sende noch einmal.`,
    wrongly_converted: (problem) =>
      `In der Nachricht ist ein falsch umgewandeltes Zeichen (${spot(problem)}). Wahrscheinlich war es „${problem.suggestion}“: Schreib das an die Stelle und sende noch einmal.`,
  },
  too_long: ({ most }) =>
    most === undefined
      ? 'Das ist mehr, als dieser Raum auf einmal annimmt. Sende es in Teilen.'
      : `Die Nachricht ist länger als ${most / 1024} KiB. Sende sie in Teilen.`,
  wrong_type: notUnderstood,
  bad_request: {
    '': notUnderstood,
    key: notUnderstood,
    find: 'Gib ein oder mehrere Suchwörter ein, höchstens 256 Byte.',
    from: notUnderstood,
    since: notUnderstood,
    until: notUnderstood,
    has: notUnderstood,
  },
  disk_failed: 'Die Festplatte auf dem Computer des Hosts antwortet nicht; versuche es später noch einmal.',
  disk_full: 'Die Festplatte ist voll; schaffe auf dem Computer des Hosts Platz und sende noch einmal.',
  file_in_use:
    'Ein anderes Programm gibt eine Datei des Raums nicht frei; schließe es auf dem Computer des Hosts und sende noch einmal.',
  join_first: 'Tritt dem Raum zuerst bei.',
  code_required: 'Dieser Raum verlangt einen Code. Tritt zuerst mit dem Code bei.',
  wrong_code: 'Das ist nicht der Code des Raums. Frag den Host oder scanne den QR-Code noch einmal.',
  restarted:
    'Der Raum wurde neu gestartet. Sieh nach, ob das schon gesagt wurde, bevor du es noch einmal sagst.',
  closing: 'Der Raum wird gerade geschlossen.',
  bad_ticket: 'Dieser Zugang wurde schon benutzt oder ist zu alt. Tritt noch einmal bei.',
  no_session: 'Der Computer des Hosts kann dich gerade nicht einlassen. Versuche es später noch einmal.',
  key_reused: 'Der Raum hat das mit einer anderen Nachricht verwechselt. Sende es noch einmal.',
  bad_cursor: 'Diese Seite hat ihre Stelle in der Unterhaltung verloren. Lade die Seite neu.',
  log_rewritten: 'Die Unterhaltung wurde neu geschrieben. Lade die Seite neu.',
  other_session: 'In diesem Browser ist schon jemand anderes im Raum.',
  too_fast: ({ after_secs }) => `Das war viel auf einmal. Versuche es in ${after_secs} s noch einmal.`,
  too_busy: 'Von deiner Adresse aus wird schon gesucht. Versuche es noch einmal, wenn das fertig ist.',
  too_slow: 'Das Senden hat zu lange gedauert. Versuche es noch einmal.',
  too_many_connections:
    'Es gibt zu viele Verbindungen, von deiner Adresse oder insgesamt. Schließe einige oder versuche es später noch einmal.',
  too_many_downloads:
    'Gerade laufen zu viele Downloads. Versuche es noch einmal, wenn einer davon fertig ist.',
  busy: 'Gerade wird zu viel übertragen, von oder zu deiner Adresse oder insgesamt. Versuche es gleich noch einmal.',
  wrong_host: 'Der Raum antwortet unter dieser Adresse nicht. Frag den Host nach einem anderen Link.',
  wrong_origin:
    'Die Seite einer anderen Website kann in diesem Raum nicht schreiben. Öffne die eigene Adresse des Raums.',
  wrong_method: notUnderstood,
  not_found: 'Unter dieser Adresse gibt es nichts. Öffne die Adresse des Raums.',
  room_full: 'Der Raum ist voll. Jemand muss zuerst gehen.',
  room_paused: 'Der Host hat den Raum pausiert. Warte, bis es weitergeht.',
  too_many_streams: {
    address: 'An deiner Adresse sind zu viele Fenster offen. Schließe zuerst eines.',
    session: 'Du hast diesen Raum zu oft geöffnet. Schließe zuerst eines seiner Fenster.',
    strangers: 'Zu viele Leute lesen ohne Namen mit. Tritt dem Raum bei, um einen Platz zu bekommen.',
  },
  bad_emoji: 'Das ist kein Emoji. Wähle eines aus der Liste.',
  bad_topic: {
    too_long: ({ most }) => `Ein Thema hat höchstens ${most} Zeichen. Bitte kürze es.`,
    control: (problem) => `Im Thema ist ein Steuerzeichen (${unicode(problem)}). Bitte entferne es.`,
    wrongly_converted: ({ suggestion }) =>
      `Im Thema ist ein falsch umgewandeltes Zeichen. Wahrscheinlich war es „${suggestion}“. Bitte schreib das an die Stelle.`,
  },
  bad_files_folder:
    'Der Raum kann keine Dateien aufbewahren: „files“ in seinem Ordner ist kein Ordner oder nur eine Verknüpfung. Der Host muss das woandershin verschieben.',
  bad_upload: {
    changed: 'Die Datei hat sich geändert, seit du sie ausgewählt hast. Wähle sie noch einmal aus.',
    too_many_bytes: 'Die Datei hat sich beim Senden verändert. Sende sie noch einmal.',
    thumbnail: 'Das kleine Vorschaubild dieser Datei ist unbrauchbar. Sende die Datei noch einmal.',
    no_file: 'Hier ist keine Datei dabei. Wähle eine aus.',
    form: notUnderstood,
  },
  disk_nearly_full:
    'Die Festplatte auf dem Computer des Hosts ist fast voll. Der Host muss zuerst Platz schaffen.',
  file_too_large: ({ most }) =>
    `Eine Datei darf hier höchstens ${megabytes(most)} groß sein. Sende eine kleinere.`,
  files_full: ({ most }) =>
    `Die Dateien dieses Raums dürfen zusammen ${megabytes(most)} belegen. Der Host kann einige entfernen oder mehr erlauben.`,
  no_such_file: 'Diese Datei ist nicht mehr da.',
  no_such_upload: 'Der Raum kennt diese Übertragung nicht mehr. Sende die Datei noch einmal.',
  too_many_files: ({ most }) =>
    `In einer Nachricht kannst du höchstens ${most} Dateien teilen. Teile die anderen in einer weiteren.`,
  too_many_uploads:
    'Gerade sind zu viele Dateien unterwegs: von dir, von deiner Adresse oder insgesamt. Warte, bis eine angekommen ist.',
  upload_unfinished: 'Eine Datei ist noch nicht ganz angekommen. Warte, bis sie da ist.',
  wrong_offset:
    'Der Raum und diese Seite sind sich nicht einig, wie viel von dieser Datei schon da ist. Sende sie noch einmal.',
  no_such_message: 'Diese Nachricht ist nicht mehr da.',
  removed: 'Diese Nachricht wurde entfernt.',
  not_yours:
    'Das hat jemand anderes geschrieben, oder es ist älter als dein Beitritt unter diesem Namen. Ändern kann es nur, wer es geschrieben hat.',
  too_late: 'Eine Nachricht lässt sich 15 Minuten lang bearbeiten. Bitte schreib eine neue.',
  host_only: 'Das kann nur der Host, im Fenster der App.',
  too_many_reactions: 'Du hast auf diese Nachricht schon mit 20 Emojis reagiert. Nimm zuerst eines zurück.',
  too_many_pins: 'Es sind schon 50 Nachrichten angepinnt. Löse zuerst eine davon los.',
  not_ready: 'Der Raum liest seine Unterhaltung noch ein. Versuche es gleich noch einmal.',
  not_erased:
    'Die Nachricht ist entfernt, aber ihr Text lässt sich auf der Festplatte des Hosts noch nicht überschreiben. Der Raum versucht es weiter.',
  names_full: 'Mehr Namen kann dieser Raum nicht aufnehmen. Jemand muss ihn zuerst endgültig verlassen.',
};

const page: PageWords = {
  app: 'Flatchat',

  loading: 'Der Raum wird geöffnet …',

  refusal: (problem) => wordsOf(refusals, problem),

  close: 'Schließen',

  errors: {
    unreachable: 'Der Raum ist nicht erreichbar.',
    timeout: 'Der Raum hat nicht rechtzeitig geantwortet.',
    status: (status) => `Der Raum hat mit einem Fehler geantwortet (${status}).`,
  },

  door: {
    greeting: {
      title: 'Komm herein',
      lead: 'Ein Chatraum in diesem Netzwerk.',
    },
    name: 'Dein Name',
    nameHelp: 'Wähle den Namen, den die anderen sehen.',
    nameTooLong: (max) => `Ein Name hat höchstens ${max} Zeichen.`,
    code: 'Raumcode',
    codeHelp: 'Frag den Host des Raums nach dem Code.',
    join: 'Beitreten',
    joining: 'Beitritt läuft …',
    useSuggestion: (name) => `Als ${name} beitreten`,
    cookieHint:
      'Dieser Browser hat das Cookie abgelehnt, das sich deinen Namen merkt. Erlaube Cookies für diese Seite und tritt noch einmal bei.',
    notRecognised:
      'Du bist beigetreten, aber der Raum hat diesen Browser danach nicht wiedererkannt. Tritt noch einmal bei. Wenn das wieder passiert, entfernt etwas zwischen diesem Browser und dem Raum die Cookies, zum Beispiel ein Proxy.',
    turnedAway: {
      left: 'Du bist nicht mehr im Raum. Tritt noch einmal bei, um weiterzumachen.',
      code_required: 'Der Raum hat jetzt einen Code. Tritt mit dem Code bei, um weiterzumachen.',
    },
    small: 'Alles, was hier gesagt wird, steht in einer Textdatei auf dem Computer des Hosts.',
  },

  full: {
    title: 'Der Raum ist voll',
    lead: 'Alle Plätze sind besetzt. Du kommst hinein, sobald einer frei ist.',
    retrying: (seconds) => `Neuer Versuch in ${seconds} s`,
    trying: 'Versuch läuft …',
    now: 'Jetzt versuchen',
    back: 'Anderen Namen nehmen',
  },

  unreachable: {
    title: 'Der Raum antwortet nicht',
    lead: 'Bist du im selben Netzwerk wie der Host? Und läuft dort die App?',
    answers: 'Der Host antwortet',
    opening: 'Gleich öffnet sich der Raum.',
    refused: 'Der Raum lässt sich nicht öffnen',
    retry: 'Noch einmal versuchen',
  },

  header: {
    people: 'Personen',
    peopleHere: (n) => count(n, { one: '# Person hier', other: '# Personen hier' }),
    invite: 'Einladen',
    files: 'Dateien',
    search: 'Suche',
    settings: 'Einstellungen',
    peopleWere: (n) => count(n, { one: '# Person war hier', other: '# Personen waren hier' }),
    connect: 'Verbinden',
    disconnect: 'Trennen',
    stop: 'Aufgeben',
  },

  connection: {
    why: 'Warum?',
    states: {
      connected: 'Verbunden',
      paused: 'Verbunden',
      connecting: 'Wird verbunden …',
      resting: 'Ruht',
      left: 'Getrennt',
      lost_briefly: 'Offline',
      lost: 'Offline',
      missing: 'Offline',
      moving: 'Raum zieht um …',
      room_closed: 'Raum geschlossen',
      full: 'Raum voll',
      refused: 'Kein Zutritt',
    },
    retrying: (seconds) => (seconds > 0 ? ` – neuer Versuch in ${seconds} s` : ' – neuer Versuch'),
    banners: {
      connected: null,
      paused: null,
      connecting: null,
      resting: null,
      lost_briefly: null,
      moving: null,
      refused: null,
      lost: 'Es gibt keine Verbindung zum Raum. Diese Seite versucht weiter, sich zu verbinden. Was du schreibst, wird aufgehoben und später gesendet.',
      missing: 'Der Raum antwortet hier nicht. Vielleicht hat der Host jetzt eine andere Adresse.',
      room_closed: 'Der Raum wurde geschlossen. Diese Seite wartet, bis er wieder da ist.',
      full: 'Der Raum ist voll. Du wirst verbunden, sobald ein Platz frei ist.',
      left: 'Du hast die Verbindung getrennt. Bis du dich wieder verbindest, wird keine Nachricht empfangen und nichts gesendet.',
    },
  },

  roaming: {
    moving: (place) => `Der Raum ist jetzt unter ${place}. Du wirst dorthin gebracht …`,
    open: 'Öffne',
    orScan: ' oder scanne den QR-Code auf dem Bildschirm des Hosts noch einmal.',
    scan: 'Scanne den QR-Code auf dem Bildschirm des Hosts noch einmal.',
  },

  trouble: (reason) => `Gerade kann nichts gespeichert werden: ${reason.replace(/[.\s]+$/, '')}.`,

  paused: 'Der Host hat den Raum pausiert. Du kannst weiterlesen und nach der Pause wieder schreiben.',

  notices: 'Hinweise',

  log: {
    label: 'Nachrichten',
    region: 'Unterhaltung',
    beginning: 'Der Anfang von chat.txt',
    loadingOlder: 'Ältere Nachrichten werden geladen …',
    olderFailed: 'Ältere Nachrichten konnten nicht geladen werden.',
    failed: 'Die Nachrichten konnten nicht geladen werden.',
    retry: 'Noch einmal versuchen',
    today: 'Heute',
    yesterday: 'Gestern',
    unread: 'Neu',
    empty: 'Noch wurde nichts gesagt.',
    emptyLead: 'Sag Hallo, oder lade die Leute um dich herum ein.',
    emptyInvite: 'Andere einladen',
    newMessages: (n) => count(n, { one: '# neue Nachricht', other: '# neue Nachrichten' }),
    latest: 'Neueste Nachrichten',
    file: 'Datei',
    fileTitle: 'Diese Zeile wurde in die Datei chat.txt geschrieben, nicht im Raum gesagt',
    whole: 'Ganze Nachricht zeigen',
    less: 'Weniger zeigen',
    cut: '… (die Zeile ist länger)',
    host: 'Host',
    setTopic: ' hat das Thema festgelegt: ',
    back: 'Zurück',
    react: 'Reagieren',
    reply: 'Antwort',
    edited: 'bearbeitet',
    editedTitle: 'Frühere Fassungen zeigen',
    removed: (by) => (by === null ? ['Entfernt'] : ['Entfernt von ', { name: by }]),
    quoteRemoved: 'entfernt',
    sharedFiles: (n) => count(n, { one: '# Datei', other: '# Dateien' }),
    quoteGone: 'Die Nachricht ist nicht mehr da',
    quoteTitle: 'Zur Nachricht, auf die diese antwortet',
    row: {
      edited: 'bearbeitet',
      removed: 'entfernt',
      pinned: 'angepinnt',
      between: ', ',
      replyTo: (name) => `Antwort an ${name}`,
      reactions: (n) => count(n, { one: '# Reaktion', other: '# Reaktionen' }),
    },
    reactions: 'Reaktionen',
    reaction: (emoji, n, names) => `${emoji} ${n}: ${names}`,
    names: (names, more) =>
      more > 0
        ? `${names.join(', ')} und ${count(more, { one: '# weitere Person', other: '# weitere' })}`
        : names.join(', '),
    someone: 'Jemand',
  },

  pins: {
    label: 'Angepinnte Nachricht',
    all: (n) => count(n, { one: '# angepinnte Nachricht', other: '# angepinnte Nachrichten' }),
    title: 'Angepinnte Nachrichten',
  },

  topic: {
    title: 'Thema',
    set: 'Thema festlegen',
  },

  refusedTopic:
    'Nur der Host kann das Thema festlegen. Wenn du genau das schreiben willst, beginne mit //topic.',
  restartedMeanwhile: 'Der Raum wurde neu gestartet. Versuche es gleich noch einmal.',

  outbox: {
    sending: 'Wird gesendet …',
    waiting: 'Wird gesendet, sobald du verbunden bist',
    failed: 'Nicht gesendet.',
    retry: 'Erneut senden',
    edit: 'Bearbeiten',
    discard: 'Verwerfen',
    perhapsRemoved:
      'Vielleicht wurde das schon gesagt und seitdem entfernt. Drücke „Erneut senden“, um es noch einmal zu sagen.',
    writtenAs: (name) => `Das wurde unter dem Namen ${name} geschrieben.`,
    tooFast: (seconds) => `Du sendest zu schnell. Das hier wird in ${seconds} s noch einmal gesendet.`,
    keyReused:
      'Der Raum hat das für eine Nachricht gehalten, die er schon hat. Drücke „Erneut senden“, um es als neue Nachricht zu senden.',
  },

  composer: {
    label: 'Nachricht',
    placeholder: 'Nachricht',
    placeholderClosed: 'Getrennt',
    placeholderPaused: 'Raum pausiert',
    share: 'Dateien teilen',
    send: 'Senden',
    save: 'Speichern',
    tooLong: (over) => `${bytesOf(over)} zu lang`,
    left: (left) => `noch ${bytesOf(left)}`,
  },

  typing: (names) => {
    const [a, b, c] = names.map((name) => ({ name }));
    if (!a) return [];
    if (!b) return [a, ' schreibt …'];
    if (!c) return [a, ' und ', b, ' schreiben …'];
    if (names.length === 3) return [a, ', ', b, ' und ', c, ' schreiben …'];
    return ['Mehrere Personen schreiben …'];
  },

  people: {
    title: 'Personen',
    you: 'du',
    host: 'Host',
    more: (n) => count(n, { one: 'und # weitere Person', other: 'und # weitere' }),
  },

  invite: {
    copy: 'Kopieren',
    copied: 'Kopiert',
  },
};

const actions: ActionWords = {
  bar: 'Aktionen',
  menu: 'Nachricht',
  more: 'Mehr',
  moreEmoji: 'Mehr Emojis',
  copied: 'Kopiert',

  items: {
    react: 'Reagieren',
    reply: 'Antworten',
    edit: 'Bearbeiten',
    download: 'Herunterladen',
    copy_text: 'Text kopieren',
    copy_file_link: 'Link zur Datei kopieren',
    copy_link: 'Link zur Nachricht kopieren',
    who: 'Wer hat reagiert?',
    wordings: 'Frühere Fassungen',
    pin: 'Anpinnen',
    unpin: 'Loslösen',
    remove: 'Entfernen',
  },

  quickEmoji: {
    '👍': 'Daumen hoch',
    '❤️': 'Herz',
    '😂': 'Freudentränen',
    '🎉': 'Konfetti',
    '😮': 'Erstaunt',
    '😢': 'Weinend',
  },

  strip: {
    replying: (name) => ['Antwort an ', { name }],
    editing: 'Du bearbeitest deine Nachricht',
    stop: 'Abbrechen',
  },

  rewritten: {
    question: 'Die Datei chat.txt wurde inzwischen geändert. Wähle die Nachricht noch einmal.',
    edit: 'Die Datei chat.txt wurde geändert, und die Nachricht, die du bearbeitet hast, ist darin nicht mehr zu finden. Dein Text ist jetzt eine neue Nachricht.',
    reply:
      'Die Datei chat.txt wurde geändert, und die Nachricht, auf die du antwortest, ist darin nicht mehr zu finden. Dein Text ist jetzt eine neue Nachricht.',
  },

  removal: {
    title: 'Nachricht entfernen?',
    lead: 'Ihr Text verschwindet aus dem Raum und aus chat.txt, samt den früheren Fassungen und den Reaktionen. Ihr Platz bleibt.',
    files: 'Ihre Dateien werden vom Computer des Hosts gelöscht.',
    copies:
      'Kopien, die andere davon haben, bleiben: Sicherungen, Benachrichtigungen und Seiten, die gerade offline sind.',
    reason: 'Grund (freiwillig)',
    reasonHelp: 'Alle sehen ihn anstelle der Nachricht.',
    remove: 'Entfernen',
    cancel: 'Abbrechen',
  },

  wordings: {
    title: 'Frühere Fassungen',
    lead: 'Die neueste Fassung steht zuerst.',
    current: 'aktuell',
  },

  pins: {
    none: 'Nichts ist angepinnt.',
    unpin: 'Loslösen',
  },

  topic: {
    field: 'Thema des Raums',
    help: 'Alle sehen es ganz oben. Lass das Feld leer, um keines zu zeigen.',
    save: 'Speichern',
  },

  people: {
    away: 'abwesend',
    filter: 'Person suchen',
    none: 'Niemand hier heißt so.',
  },

  attention: {
    mentionsYou: 'erwähnt dich',
    many: 'Mehr als 99 neue Nachrichten',
    mentioned: (name) => `${name} hat dich erwähnt`,
    setting: {
      label: 'Benachrichtigungen',
      help: 'Für Nachrichten, die dich erwähnen, während du ein anderes Fenster benutzt.',
      hindrances: {
        insecure: 'Browser zeigen Benachrichtigungen nur bei https-Adressen und auf dem Computer des Hosts.',
        missing: 'Dieser Browser kann für diese Seite keine Benachrichtigungen zeigen.',
        denied:
          'Benachrichtigungen sind für diese Seite blockiert. Du kannst sie in den Einstellungen des Browsers erlauben.',
      },
      instead: 'Wenn dich jemand erwähnt, zeigen es Titel und Symbol des Tabs, und ein Ton erklingt.',
    },
  },

  invite: {
    title: 'Andere einladen',
    lead: 'Im selben WLAN die Handykamera hierauf richten.',
    qr: (url) => `QR-Code für ${url}`,
    link: 'Link zum Raum',
    copyByHand: 'Drücke zum Kopieren Strg+C (oder ⌘C, oder halte den Text gedrückt).',
    code: 'Raumcode',
    codeHelp: 'Der Link enthält ihn schon.',
    others: 'Wenn diese Adresse nicht geht, probiere eine andere',
    gone: 'nicht mehr verfügbar',
    via: { this_computer: 'nur dieser Computer', network: 'Netzwerk', name: 'Name im Netzwerk' },
    none: 'Es gibt noch keine Adresse, die andere benutzen könnten.',
  },

  settings: {
    title: 'Einstellungen',
    unchanged: (why) => `${why} Die Einstellung wurde nicht geändert.`,
    theme: 'Darstellung',
    themeHelpGuest: 'Das gilt nur für deine Seite.',
    themes: { system: 'System', light: 'Hell', dark: 'Dunkel' },
    language: 'Sprache',
    languageOfBrowser: 'Wie im Browser',
    sounds: 'Ton',
    soundsHelp: 'Bei neuen Nachrichten, während du ein anderes Fenster benutzt.',
    leave: 'Raum verlassen',
    leaveHelp: 'Dein Name wird frei, und dieser Browser vergisst ihn.',
    device: 'Auf diesem Gerät',
    room: 'In diesem Raum',
  },

  why: {
    checking: 'Wird geprüft …',
    offline: 'Dieses Gerät hat kein Netz. Schalte das WLAN ein und den Flugmodus aus.',
    cellular:
      'Dieses Gerät benutzt mobile Daten. Der Raum ist nur im WLAN des Hosts erreichbar. Verbinde dich damit.',
    reachable: 'Der Computer des Hosts antwortet. Du wirst gleich verbunden.',
    refused:
      'Unter dieser Adresse antwortet nichts. Vielleicht ist die App geschlossen, der Host hat eine andere Adresse, oder das hier ist ein anderes Netzwerk.',
    silent:
      'Unter dieser Adresse antwortet nichts rechtzeitig. Vielleicht ist der Computer des Hosts im Ruhezustand, außer Reichweite oder in einem anderen Netzwerk.',
    lastAnswered: (seconds) =>
      seconds < 120
        ? `Der Host hat zuletzt vor ${count(seconds, { one: '# Sekunde', other: '# Sekunden' })} geantwortet.`
        : `Der Host hat zuletzt vor ${count(Math.round(seconds / 60), { one: '# Minute', other: '# Minuten' })} geantwortet.`,
    try: 'Was du prüfen kannst',
    tries: [
      'Du bist im selben WLAN wie der Host, und nicht in einem Gast-WLAN, das die Geräte voneinander trennt.',
      'Mobile Daten sind ausgeschaltet: Handys ziehen sie einem WLAN ohne Internet vor.',
      'Kein VPN ist eingeschaltet.',
      'Die App des Hosts ist geöffnet, und sein Computer ist wach.',
      'Dein Browser besteht nicht auf https („Nur-HTTPS-Modus“): Die Adresse des Raums beginnt mit http://.',
    ],
  },
};

const files: FileWords = {
  download: 'Herunterladen',
  downloadOne: (name, size) => `${name} herunterladen${size ? ` (${size})` : ''}`,
  picture: (name) => `Bild ${name}`,
  pictureAndMore: (name, more) =>
    `Bild ${name} und ${count(more, { one: '# weiteres', other: '# weitere' })}`,
  film: (name) => `Video ${name}`,
  sound: (name) => `Audio ${name}`,
  file: 'Datei',

  viewer: {
    label: (number, name, from) =>
      `Bild${number ? ` ${number.at} von ${number.all}` : ''}: ${name}${from === null ? '' : `, von ${from}`}`,
    number: (at, all) => `${at} von ${all}`,
    previous: 'Voriges Bild',
    next: 'Nächstes Bild',
    smaller: 'Verkleinern',
    larger: 'Vergrößern',
    show: 'In der Unterhaltung zeigen',
    loading: 'Wird geladen …',
    failed:
      'Dieses Bild lässt sich hier nicht anzeigen. Vielleicht ist es beschädigt oder von einer Art, die dieser Browser nicht kennt.',
  },

  list: {
    title: 'Dateien',
    holds: (files, bytes, most) =>
      [
        files === null ? '' : count(files, { one: '# Datei', other: '# Dateien' }),
        `${bytes} von ${most} belegt`,
      ]
        .filter(Boolean)
        .join(' · '),
    news: 'Neue Dateien zeigen',
    find: 'Datei suchen',
    kind: 'Art',
    kinds: { all: 'Alle', picture: 'Bilder', media: 'Audio und Video', other: 'Andere' },
    from: 'Von',
    everyone: 'Von allen',
    sort: 'Reihenfolge',
    sorts: { newest: 'Neueste zuerst', oldest: 'Älteste zuerst', largest: 'Größte zuerst' },
    none: 'Noch keine Dateien. Was in diesem Raum geteilt wird, erscheint hier.',
    noneFound: 'Keine Datei passt dazu.',
    loading: 'Wird geladen …',
    failed: 'Die Liste konnte nicht geladen werden.',
    retry: 'Noch einmal versuchen',
    show: 'In der Unterhaltung zeigen',
    showOne: (name: string) => `${name} in der Unterhaltung zeigen`,
    remove: 'Entfernen',
    removeOne: (name: string) => `${name} entfernen`,
  },
};

const sharing: SharingWords = {
  drop: 'Lass die Dateien hier los, um sie zu teilen',
  off: {
    left: 'Du hast die Verbindung getrennt. Verbinde dich, um Dateien zu teilen.',
    paused: 'Der Host hat den Raum pausiert. Dateien kannst du wieder teilen, wenn die Pause vorbei ist.',
    edit: 'Du bearbeitest gerade eine Nachricht. Speichere sie oder brich ab, bevor du Dateien teilst.',
  },

  picked: 'Dateien zum Teilen',
  remove: (name) => `${name} entfernen`,
  retry: 'Wiederholen',
  retryOf: (name) => `Wiederholen: ${name}`,
  smaller: (from, to) => `${from} → ${to}`,
  states: {
    preparing: 'Wird vorbereitet …',
    waiting: 'Wartet …',
    sending: (percent) => `${percent} %`,
    held: 'Bereit',
  },

  size: {
    label: 'Größe der Bilder',
    full: 'Volle Größe',
    smaller: 'Kleiner',
    comesTo: (total) => `Zusammen ${total}`,
  },
  place: {
    keep: 'Aufnahmeort behalten',
    removed: 'Vor dem Teilen wird aus Bildern und Videos der Aufnahmeort entfernt.',
    kept: 'Alle im Raum können sehen, wo die Aufnahme gemacht wurde.',
    smaller: 'Kleinere Bilder enthalten nie einen Ort.',
  },

  folders: 'Ordner lassen sich nicht teilen. Packe den Ordner zuerst in eine ZIP-Datei.',
  leftOut: (most, n) =>
    `Eine Nachricht fasst höchstens ${most} Dateien, deshalb ${count(n, { one: 'wurde # Datei', other: 'wurden # Dateien' })} weggelassen.`,
  tooLarge: (most) => `Dieser Raum nimmt Dateien bis ${megabytes(most)} an.`,
  lost: 'Der Raum verliert diese Dateien immer wieder. Versuche es später noch einmal.',
  unreadable:
    'Diese Datei lässt sich nicht mehr lesen. Vielleicht wurde sie verschoben oder geändert. Wähle sie noch einmal aus.',

  outgoing: {
    files: (n) => count(n, { one: '# Datei', other: '# Dateien' }),
    progress: (names, sent, total) => `${names}, ${sent} von ${total}`,
    sharing: 'Wird geteilt …',
    waiting: 'Geht weiter, sobald du verbunden bist',
    failed: 'Nicht geteilt.',
    cancel: 'Abbrechen',
    retry: 'Noch einmal versuchen',
    failedFile: (name, why) => `${name}: ${why}`,
  },
};

const picker: PickerWords = {
  title: 'Emojis',
  search: 'Emojis suchen',
  found: (n) => count(n, { one: '# Emoji gefunden', other: '# Emojis gefunden' }),
  none: (query) => `Zu „${query}“ gibt es kein Emoji.`,
  tone: 'Hautton',
  tones: ['Gelb', 'Hell', 'Mittelhell', 'Mittel', 'Mitteldunkel', 'Dunkel'],
  jump: 'Gruppen von Emojis',
  groups: {
    recent: 'Zuletzt benutzt',
    smileys: 'Smileys und Gefühle',
    people: 'Menschen und Körper',
    nature: 'Tiere und Natur',
    food: 'Essen und Trinken',
    travel: 'Reisen und Orte',
    activities: 'Aktivitäten',
    objects: 'Gegenstände',
    symbols: 'Symbole',
    flags: 'Flaggen',
  },
};

const help: GuestTable['help'] = {
  title: 'Hilfe',
  commands: {
    title: 'Befehle',
    me: 'Sagen, was du tust',
    shrug: 'Ein Schulterzucken anhängen: ¯\\_(ツ)_/¯',
    topic: 'Das Thema des Raums festlegen',
    help: 'Diese Hilfe öffnen',
    literal: 'Etwas sagen, das mit /wort beginnt',
  },

  writing: {
    title: 'Schreiben',
    mention: 'Jemanden erwähnen',
    emoji: 'Ein Emoji finden',
    emphasis: 'Kursiv',
    strong: 'Fett',
    struck: 'Durchgestrichen',
    code: 'Code',
    block: 'Code über mehrere Zeilen',
    quote: 'Ein Zitat',
    list: 'Eine Liste',
  },

  keys: {
    title: 'Tasten',
    send: 'Senden',
    line: 'Neue Zeile',
    last: 'Im leeren Feld: deine letzte Nachricht bearbeiten',
    leave: 'Eine Antwort, eine Änderung oder eine Nachricht verlassen',
    search: 'Suchen',
    regions: 'Zum nächsten Teil der Seite',
    help: 'Diese Hilfe öffnen',
    rows: 'Von Nachricht zu Nachricht',
    reply: 'Auf die Nachricht antworten',
    edit: 'Die Nachricht bearbeiten',
    remove: 'Die Nachricht entfernen',
    react: 'Auf die Nachricht reagieren',
    menu: 'Alles zeigen, was du mit ihr tun kannst',
  },

  keyNames: {
    control: 'Strg',
    shift: 'Umschalt',
    enter: 'Eingabe',
    escape: 'Esc',
    delete: 'Entf',
    home: 'Pos1',
    end: 'Ende',
  },

  singleKeys: {
    label: 'Tasten ohne Strg: ? und /',
    help: '? öffnet die Hilfe und / die Suche, außer während du schreibst. Schalte das aus, wenn es aus Versehen passiert, zum Beispiel beim Diktieren.',
  },

  choices: {
    names: 'Personen',
    emoji: 'Emojis',
    commands: 'Befehle',
    away: 'gerade nicht da',
    everybody: 'alle im Raum',
  },

  noCommand: (escaped) =>
    `Diesen Befehl gibt es nicht. /help zeigt alle. Um diese Worte zu sagen, beginne sie mit ${escaped}.`,
};

const search: GuestTable['search'] = {
  title: 'Suche',
  label: 'Nachrichten suchen',
  help: 'Gib Wörter ein oder eine "ganze Wortfolge". Die Knöpfe grenzen die Suche ein.',
  narrow: 'Suche eingrenzen',
  suggestions: {
    from: 'Von …',
    on: 'An einem Tag',
    before: 'Davor',
    after: 'Danach',
    link: 'Mit Link',
    file: 'Mit Datei',
    code: 'Mit Code',
  },
  names: {
    filters: { from: 'von', on: 'am', before: 'vor', after: 'nach', has: 'mit' },
    contents: { link: 'link', file: 'datei', code: 'code' },
  },
  lacks: {
    day: 'Schreib den Tag so: 2026-11-22.',
    content: 'Schreib mit:link, mit:datei oder mit:code.',
  },
  searching: 'Wird gesucht …',
  found: (n, more) =>
    more
      ? count(n, { one: 'Die neueste Nachricht', other: 'Die neuesten # Nachrichten' })
      : count(n, { one: '# Nachricht', other: '# Nachrichten' }),
  none: (what) => ['Zu ', { name: what }, ' wurde nichts gefunden.'],
  shown: 'In der Unterhaltung gezeigt.',
  hits: 'Gefundene Nachrichten',
};

const early: EarlyWords = {
  tooOld: 'Dieser Browser ist zu alt für die Seite des Raums.',
  needsScript: 'Die Seite des Raums braucht JavaScript.',
  simplePage: 'Zur einfachen Seite',
};

export const table: GuestTable = { page, actions, files, sharing, picker, help, search, early };
