// The words of what can be done with a message, of the invitation and of the settings, in English.
// They are loaded once the room is shown.
import type { Parts } from '../parts';
import { plural } from './plural';

export const actions = {
  bar: 'Actions',
  menu: 'Message',
  more: 'More',
  moreEmoji: 'More emoji',
  copied: 'Copied',

  items: {
    react: 'React',
    reply: 'Reply',
    edit: 'Edit',
    download: 'Download',
    copy_text: 'Copy text',
    copy_file_link: 'Copy link to the file',
    copy_link: 'Copy link to the message',
    who: 'Who reacted',
    wordings: 'Earlier wordings',
    pin: 'Pin',
    unpin: 'Unpin',
    remove: 'Remove',
  },

  /** The emoji at hand (room/emoji/key.ts), as screen readers say them. */
  quickEmoji: {
    '👍': 'Thumbs up',
    '❤️': 'Heart',
    '😂': 'Tears of joy',
    '🎉': 'Party popper',
    '😮': 'Surprised',
    '😢': 'Crying',
  },

  /** The strip above the composer. The first line of the message follows the name. */
  strip: {
    replying: (name: string): Parts => ['Replying to ', { name }],
    editing: 'Editing your message',
    stop: 'Cancel',
  },

  /** chat.txt was edited while something was open for a message. */
  rewritten: {
    question: 'The file chat.txt was changed meanwhile. Choose the message again.',
    edit: 'The file chat.txt was changed, and the message that you were editing is not found in it any more. Your words are a new message now.',
    reply:
      'The file chat.txt was changed, and the message that you were answering is not found in it any more. Your words are a new message now.',
  },

  removal: {
    title: 'Remove this message?',
    lead: 'Its words go from the room and from chat.txt, together with its earlier wordings and its reactions. Its place stays.',
    files: 'Its files are deleted from the host’s computer.',
    copies: 'Copies that others made stay: backups, notifications, and pages that are offline.',
    reason: 'Reason (optional)',
    reasonHelp: 'Everybody sees it in place of the message.',
    remove: 'Remove',
    cancel: 'Cancel',
  },

  wordings: {
    title: 'Earlier wordings',
    lead: 'The newest wording comes first.',
    current: 'now',
  },

  pins: {
    none: 'Nothing is pinned.',
    unpin: 'Unpin',
  },

  topic: {
    field: 'Topic of the room',
    help: 'Everybody sees it at the top. Leave it empty to show none.',
    save: 'Save',
  },

  people: {
    /** For who looks at something else for a while. */
    away: 'away',
    filter: 'Find a person',
    none: 'Nobody here has such a name.',
  },

  /** What draws a person’s attention: messages that mention them, and those that are unread. */
  attention: {
    mentionsYou: 'mentions you',
    many: 'More than 99 new messages',
    mentioned: (name: string) => `${name} mentioned you`,
    setting: {
      label: 'Notifications',
      help: 'For messages that mention you, while you use another window.',
      hindrances: {
        insecure: 'Browsers show notifications only for https addresses, and on the host’s own computer.',
        missing: 'This browser cannot show notifications for this page.',
        denied: 'Notifications are blocked for this page. You can allow them in the browser’s settings.',
      },
      instead: 'When somebody mentions you, the tab’s title and icon show it, and a sound plays.',
    },
  },

  /** The groups of a guest's settings. */
  invite: {
    title: 'Invite people',
    lead: 'Same Wi-Fi, then point the phone’s camera here.',
    qr: (url: string) => `QR code for ${url}`,
    link: 'Link to the room',
    copyByHand: 'Press Ctrl+C (or ⌘C, or hold the text) to copy.',
    code: 'Room code',
    codeHelp: 'The link carries it already.',
    others: 'If that address does not work, try another',
    gone: 'not available any more',
    /** The ways by which an address leads to the room. A network card has a name instead. */
    via: { this_computer: 'this computer only', network: 'network', name: 'name on the network' },
    none: 'There is no address yet that others could use.',
  },

  settings: {
    title: 'Settings',
    unchanged: (why: string) => `${why} The setting has not changed.`,
    theme: 'Appearance',
    themeHelpGuest: 'This applies only to your page.',
    themes: { system: 'System', light: 'Light', dark: 'Dark' },
    language: 'Language',
    languageOfBrowser: 'Same as the browser',
    sounds: 'Sound',
    soundsHelp: 'A short sound plays for a new message while you use another window.',
    leave: 'Leave the room',
    leaveHelp: 'Your name becomes free, and this browser forgets it.',
    device: 'On this device',
    room: 'In this room',
  },

  /** Why the connection is lost, and what a person can check. */
  why: {
    checking: 'Checking…',
    offline: 'This device has no network. Turn Wi-Fi on and airplane mode off.',
    cellular:
      'This device uses mobile data. The room can only be reached on the host’s Wi-Fi. Connect to that.',
    reachable: 'The host’s computer answers. You will be connected in a moment.',
    refused:
      'Nothing answers at this address. The app may be closed, the host may have another address, or this may be another network.',
    silent:
      'Nothing answers in time at this address. The host’s computer may be asleep, out of reach, or on another network.',
    lastAnswered: (seconds: number) =>
      seconds < 120
        ? `The host last answered ${plural(seconds, 'second', 'seconds')} ago.`
        : `The host last answered ${Math.round(seconds / 60)} minutes ago.`,
    try: 'What you can check',
    tries: [
      'You are on the same Wi-Fi as the host, and not on a guest Wi-Fi, which keeps devices apart.',
      'Mobile data is off: phones prefer it to a Wi-Fi without internet.',
      'No VPN is on.',
      'The host’s app is open, and its computer is awake.',
      'Your browser does not insist on https (“HTTPS-only mode”): the room’s address begins with http://.',
    ],
  },
};
