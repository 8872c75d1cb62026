// The words that only the host's window shows, in German.
/* eslint no-irregular-whitespace: ["error", { "skipTemplates": true }] -- they are meant */
import type { appProblems } from '../../types/appProblems';
import type { Problem } from '../../types/Problem';
import type { roomProblems } from '../../types/roomProblems';
import { counting } from '../counted';
import type { HostCode } from '../en/hostRefusals';
import { wordsOf, type WordsByCode } from '../refusal';
import type { HostTable, HostWords } from '../words';
import { doctor } from './doctor';

const count = counting('de');

const host: HostWords = {
  greeting: {
    title: 'Öffne deinen Raum',
    lead: 'Dein Netzwerk bekommt einen Chatraum.',
    join: 'Raum öffnen',
  },

  paused: {
    words: 'Der Raum ist pausiert: Niemand kann beitreten oder etwas sagen.',
    resume: 'Fortsetzen',
  },

  serverTrouble: ({ code }, why) =>
    code === 'port_missed' ? why : `Gäste können nicht beitreten. ${why} Dieses Fenster funktioniert weiter.`,

  setAside: {
    dismiss: 'Diese Meldung schließen',
    words: ({ cause, path, restored, new_code }) => {
      const what = {
        broken: 'Die Datei mit den Einstellungen war nicht lesbar.',
        newer:
          'Eine neuere Version von Flatchat hat die Einstellungen geschrieben. Diese Version benutzt die, die sie kennt.',
        partly: 'Einige Einstellungen waren ungültig. Die anderen gelten.',
        gone: 'Die Datei mit den Einstellungen fehlte.',
      }[cause];
      const instead = restored
        ? {
            broken: 'Stattdessen gilt ihre letzte brauchbare Kopie.',
            newer: '',
            partly: 'Für die ungültigen gelten die letzten brauchbaren Werte.',
            gone: 'Stattdessen gilt ihre letzte brauchbare Kopie.',
          }[cause]
        : {
            broken: 'Alle Einstellungen haben ihre Standardwerte.',
            newer: '',
            partly: 'Für die ungültigen gelten die Standardwerte.',
            gone: '',
          }[cause];
      const code = new_code
        ? 'Vielleicht hatte der Raum einen Code, deshalb hat er jetzt einen neuen. Du findest ihn in den Einstellungen.'
        : '';
      const where = path === null ? '' : `Die alte Datei ist ${path}.`;
      return [what, instead, code, where].filter(Boolean).join(' ');
    },
  },

  menu: {
    open: 'Menü',
    showFile: 'chat.txt im Ordner zeigen',
    export: 'Exportieren …',
    rooms: 'Anderen Raum öffnen …',
    nearby: 'Räume in der Nähe …',
    pause: 'Raum pausieren',
    resume: 'Raum fortsetzen',
    zoom: 'Zoom',
    smaller: 'Kleiner',
    larger: 'Größer',
    usualSize: (now) => `Normale Größe, jetzt ${now}`,
    fullScreen: 'Vollbild',
    guide: 'Anleitung',
    about: 'Über Flatchat',
    quit: 'Beenden',
  },

  rooms: {
    title: 'Räume',
    here: 'Dieser Raum',
    show: 'chat.txt im Ordner zeigen',
    recent: 'Früher geöffnet',
    open: (title) => `${title} öffnen`,
    choose: 'Ordner wählen …',
    help: 'Ein Raum ist ein Ordner mit einer chat.txt. Jeder andere Ordner wird ein neuer Raum. Wenn du den Raum wechselst, schließt sich dieser für seine Gäste.',
    leave: 'Diesen Raum schließen?',
    leaveWords: (guests) =>
      `${count(guests, { one: '# Gast ist', other: '# Gäste sind' })} in diesem Raum. Wenn du einen anderen Raum öffnest, schließt sich dieser für ${guests === 1 ? 'den Gast' : 'alle'}.`,
    leaveYes: 'Schließen und weiter',
    leaveNo: 'In diesem Raum bleiben',
  },

  export: {
    title: 'Raum exportieren',
    formats: {
      html: {
        name: 'Eine Seite',
        use: 'Öffnet sich in jedem Browser, auch offline, und lässt sich durchsuchen. Für Menschen.',
      },
      markdown: {
        name: 'Markdown',
        use: 'Ein Text zum Lesen, Drucken oder Einfügen in andere Dokumente.',
      },
      json_lines: {
        name: 'JSON Lines',
        use: 'Ein Eintrag pro Zeile, mit Bearbeitungen und Reaktionen. Für Programme.',
      },
      log: {
        name: 'chat.txt',
        use: 'Eine genaue Kopie der Datei. Flatchat kann sie wieder als Raum öffnen.',
      },
    },
    help: 'Alles bisher Gesagte kommt in eine Datei, ohne den Text entfernter Nachrichten.',
    saving: 'Wähle einen Speicherort. Lange Unterhaltungen brauchen einen Moment …',
    saved: (name) => `Gespeichert als ${name}`,
    show: 'Im Ordner zeigen',
  },

  about: {
    title: 'Über Flatchat',
    version: (version, engine) => [`Version ${version}`, engine].filter(Boolean).join(' · '),
    what: 'Ein Chatraum für dein Netzwerk. Jede Nachricht ist eine Zeile in einer einfachen Textdatei, die dir gehört.',
    licence: 'Freie Software unter der MIT-Lizenz oder der Apache-Lizenz 2.0, ganz wie du willst.',
    licences: 'Lizenzen aller Bestandteile',
  },

  doctor: {
    open: 'Kann jemand nicht beitreten?',
    title: 'Warum kann jemand nicht beitreten?',
    running: 'Der Weg eines Gastes in den Raum wird geprüft …',
    found: (n) =>
      count(n, {
        one: 'An # Stelle kommen Gäste nicht weiter.',
        other: 'An # Stellen kommen Gäste nicht weiter.',
      }),
    nothingFound: 'Auf diesem Computer wurde nichts gefunden, was Gäste aufhält.',
    again: 'Noch einmal prüfen',
    more: 'Details',
    helps: 'Was hilft',
    gone: 'Das ist kein Problem mehr:',
    steps: 'Alle Schritte auf dem Weg eines Gastes in den Raum',
    command: 'Befehl',
    verdicts: { good: 'Gut', problem: 'Problem', unclear: 'Unklar' },
    live: 'Probiere es jetzt mit einem Handy',
    waiting: 'Warten auf das erste Paket von einem anderen Gerät …',
    hints: [
      'Verbinde das Handy mit demselben WLAN wie diesen Computer, und nicht mit einem Gast-WLAN, das die Geräte voneinander trennt. Schalte mobile Daten aus.',
      'Öffne den Link mit http:// davor. Wenn der Browser auf https besteht, erlaube http für diese Adresse.',
    ],
    reached: {
      connected: 'hat diesen Computer erreicht.',
      page: 'hat die Seite geöffnet.',
      joined: 'ist im Raum.',
    },
    onlyConnected:
      'Wenn weiter nichts passiert, versucht der Browser es mit https. Die Adresse muss mit http:// beginnen.',
  },

  nearby: {
    title: 'Räume in der Nähe',
    lead: 'Räume von anderen in diesem Netzwerk. Jeder öffnet sich in einem eigenen Fenster.',
    none: 'Bisher kein anderer Raum.',
    noneHelp:
      'Ein Raum erscheint hier, sobald sein Host ihn öffnet. In Netzwerken, die Computer voneinander trennen, frag den Host nach einem Link.',
    code: 'verlangt einen Code',
    open: 'offen für alle',
    gone: 'nicht mehr da',
  },

  settings: {
    lead: 'Änderungen gelten sofort.',
    applied: 'Geändert.',
    failed: (why) => `Die Einstellungen können nicht angezeigt werden: ${why}`,

    room: 'Raum',
    roomTitle: 'Titel des Raums',
    roomTitleHelp: 'Steht bei allen oben auf der Seite.',
    roomTitleBad: 'Der Raum braucht einen Titel.',
    code: 'Raumcode',
    codeHelp: 'Gäste brauchen ihn zum Beitreten. Leer: Der Raum ist offen.',
    maxGuests: 'Höchstzahl der Gäste',
    maxGuestsHelp: (here) =>
      `Wie viele Gäste gleichzeitig hier sein können, ohne dich. Jetzt ${here === 0 ? 'ist keiner' : count(here, { one: 'ist #', other: 'sind #' })} hier.`,
    maxGuestsBad: 'Gib eine ganze Zahl ein.',
    maxFile: 'Größte Datei (MB)',
    maxFileHelp: 'So groß darf eine Datei sein, die hier geteilt wird.',
    maxFiles: 'Alle Dateien zusammen (MB)',
    maxFilesHelp:
      'So viel Platz dürfen geteilte Dateien auf deinem Computer einnehmen. Was schon da ist, bleibt.',
    megabytesBad: 'Gib eine ganze Zahl ab 1 ein.',

    network: 'Netzwerk',
    port: 'Port',
    portHelp: (bound) => `Leer: irgendein freier Port.${bound === null ? '' : ` Jetzt benutzt: ${bound}.`}`,
    portBad: 'Gib eine ganze Zahl von 1 bis 65535 ein, oder nichts.',
    listen: 'Wer den Raum erreichen kann',
    listenHelp: 'Wähle ein Netzwerk, um andere draußen zu halten.',
    listenAll: 'Alle in deinen Netzwerken',
    listenThisComputer: 'Nur dieser Computer',
    listenAddress: (ip, card) => `Nur über ${ip} (${card})`,
    listenAddressGone: (ip) => `Nur über ${ip} (gerade nicht da)`,
    fixed: (listen) => `FLATCHAT_LISTEN=${listen} wurde beim Start gesetzt und gilt stattdessen.`,
    localName: 'Name im Netzwerk',
    localNameHelp:
      'Gäste können auch diesen Namen mit „.local“ dahinter öffnen. Buchstaben, Ziffern und Bindestriche. Leer bedeutet flatchat.',
    allowedHosts: 'Weitere Namen des Raums',
    allowedHostsHelp:
      'Namen, unter denen ein Proxy oder dein Router den Raum anbietet, etwa chat.example, durch Kommas getrennt. Erlaube nur selbst vergebene Namen.',
    announce: 'Raum bekannt machen',
    announceHelp: 'Andere in deinen Netzwerken finden den Raum ohne Link.',

    me: 'Ich',
    name: 'Dein Name',
    nameHelp: 'Andere sehen ihn neben deinen Nachrichten.',
    themeHelp: 'Das gilt für dein Fenster. Gäste wählen ihre eigene.',
    notifications: 'Benachrichtigungen',
    notificationsHelp: 'Auf dem Desktop, während du ein anderes Fenster benutzt.',
    notificationChoices: { all: 'Jede Nachricht', mentions: 'Mit meinem Namen', none: 'Keine' },

    desktop: 'Desktop',
    autostart: 'Mit dem Computer starten',
    autostartHelp: 'Der Raum öffnet sich bei der Anmeldung, ohne sein Fenster.',
    tray: 'Im Infobereich weiterlaufen',
    trayHelp: 'Gibt es einen Infobereich, bleibt der Raum offen, wenn du das Fenster schließt.',
    keepAwake: 'Für Gäste wach bleiben',
    keepAwakeHelp:
      'Solange Gäste da sind, und noch eine Minute danach, schläft dieser Computer nicht von selbst ein. Der Bildschirm kann ausgehen.',

    languageOfSystem: 'Wie am Computer eingestellt',
    languageHelp:
      'Gilt für dein Fenster, den Infobereich und die Benachrichtigungen. Gäste wählen ihre eigene.',
  },
};

const settings: WordsByCode<typeof roomProblems, HostCode> = {
  bad_title: {
    empty: 'Der Raum braucht einen Titel.',
    too_long: ({ most }) => `Ein Titel hat höchstens ${most} Zeichen. Kürze ihn.`,
  },
  bad_code: {
    empty: 'Ein Code kann nicht leer sein. Gib mindestens ein Zeichen ein.',
    too_long: ({ most }) => `Ein Code hat höchstens ${most} Zeichen. Kürze ihn.`,
    control: 'Ein Code kann keine Steuerzeichen enthalten. Entferne sie.',
  },
  bad_max_guests: ({ most }) => `In einen Raum passen 1 bis ${most} Gäste. Wähle eine Zahl dazwischen.`,
  bad_local_name: {
    empty: 'Ein Name im Netzwerk kann nicht leer sein. Gib mindestens einen Buchstaben ein.',
    too_long: ({ most }) => `Ein Name im Netzwerk hat höchstens ${most} Zeichen. Kürze ihn.`,
    letters: 'Ein Name im Netzwerk besteht nur aus den Buchstaben a bis z, Ziffern und Bindestrichen.',
    hyphen: 'Ein Name im Netzwerk beginnt und endet mit einem Buchstaben oder einer Ziffer.',
  },
  bad_host_name: {
    address: 'Schreib nur den Namen, zum Beispiel chat.example, ohne http:// und /.',
    wildcard: 'Schreib jeden Namen ganz aus. Ein * steht nicht für andere.',
    not_ascii:
      'Schreib den Namen so, wie Browser ihn senden. Aus der Adresszeile kopiert, beginnt er mit xn--.',
    port: 'Lass den Port weg. Ein Name ist an jedem Port erlaubt.',
    not_a_name: 'Das ist kein Name eines Rechners. Schreib einen wie chat.example.',
  },
  export_failed: 'Der Export ist fehlgeschlagen. Versuche es noch einmal.',
  export_full: 'Die Festplatte ist voll. Schaffe Platz oder wähle einen anderen Speicherort.',
  export_interrupted: 'Die Datei chat.txt wurde während des Exports ersetzt. Versuche es noch einmal.',
  export_over_room:
    'In diesem Ordner hat der Raum seine eigenen Dateien. Wähle einen anderen Namen oder einen anderen Ordner.',
  export_unwritable: ({ cause }) =>
    cause
      ? `Die Datei kann dort nicht geschrieben werden: ${cause.replace(/[.\s]+$/, '')}. Wähle einen anderen Speicherort.`
      : 'Hier kann keine Datei gespeichert werden. Wähle einen anderen Speicherort.',
};

/** The system's own words come last, because they may be in any language. */
const because = (sentence: string, { cause = '' }: Problem) =>
  `${sentence}: ${cause.replace(/[.\s]+$/, '')}.`;

const app: WordsByCode<typeof appProblems> = {
  bad_folder: (problem) => because('Dieser Ordner kann nicht benutzt werden', problem),
  bad_link: 'Dieser Link lässt sich nicht öffnen.',
  cannot_listen: {
    variable: ({ value }) =>
      `Die Variable ${value} ist keine Adresse zum Lauschen. Beispiele: 192.168.1.5:8765, localhost, 8765.`,
    no_such_address: ({ value }) =>
      `Dieser Computer hat die Adresse ${value} gerade nicht. Wähle in den Einstellungen eine andere.`,
    os: (problem) => because(`Der Raum lässt sich unter ${problem.value} nicht bereitstellen`, problem),
  },
  cannot_open: {
    file: (problem) => because(`${problem.value} lässt sich nicht öffnen`, problem),
    no_link: ({ value }) => `„${value}“ lässt sich nicht öffnen: Kein Link führt dorthin.`,
    not_a_file: ({ value }) =>
      `${value} ist keine Datei. Verschiebe das woandershin oder wähle einen anderen Ordner.`,
    room_in_use: ({ value, cause }) =>
      `${value} wird von ${cause} benutzt. Schließe das zuerst oder wähle einen anderen Ordner.`,
    room_not_there: ({ value }) =>
      `Der Ordner ${value} deines letzten Raums ist nicht da, deshalb ist ein anderer Raum geöffnet. Der nächste Start versucht es wieder.`,
    room_unusable: (problem) => because(`Der Raum in ${problem.value} lässt sich nicht öffnen`, problem),
    window: (problem) => because(`„${problem.value}“ lässt sich nicht in einem Fenster öffnen`, problem),
  },
  cannot_search: (problem) => because('Dieser Computer kann nicht nach Räumen suchen', problem),
  no_autostart: (problem) => because('Der Desktop erlaubt das nicht', problem),
  no_export: 'Noch wurde nichts exportiert.',
  no_full_screen: (problem) => because('Das Fenster kann den Bildschirm nicht ausfüllen', problem),
  no_guide: (problem) => because('Die Anleitung lässt sich nicht anzeigen', problem),
  no_licences: 'In dieser Version fehlt die Datei mit den Lizenzen.',
  no_offer: 'Diese Datei ist nicht mehr verfügbar. Wähle sie noch einmal aus.',
  not_saved: (problem) => because('Die Datei kann dort nicht gespeichert werden', problem),
  no_place: (problem) => because('Hier kann keine Datei gespeichert werden', problem),
  no_room: 'Noch ist kein Raum geöffnet. Versuche es gleich noch einmal.',
  no_zoom: (problem) => because('Die Größe der Seite lässt sich nicht ändern', problem),
  port_missed: ({ value, suggestion }) =>
    `Port ${value} ist belegt, deshalb ist der Raum jetzt auf Port ${suggestion}.`,
  port_taken: ({ value }) =>
    `Port ${value} wird von einem anderen Programm benutzt. Wähle in den Einstellungen einen anderen.`,
  settings_not_kept: (problem) => because('Die Einstellungen können nicht gespeichert werden', problem),
  unknown_room: 'Dieser Raum ist nicht mehr bekannt. Wähle seinen Ordner.',
};

const refusals = { ...settings, ...app };

export const table: HostTable = { host, doctor, hostRefusal: (problem) => wordsOf(refusals, problem) };
