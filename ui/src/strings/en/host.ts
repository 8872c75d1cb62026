// The words that only the host's window shows, in English. Guests never load them.
import type { Problem } from '../../types/Problem';
import type { SetAside } from '../../types/SetAside';
import { plural } from './plural';

export const host = {
  greeting: {
    title: 'Open your room',
    lead: 'Your network gets a chat room.',
    join: 'Open the room',
  },

  paused: {
    words: 'The room is paused: nobody can join or say anything.',
    resume: 'Resume',
  },

  /** Why the server is not where the host wants it. */
  serverTrouble: ({ code }: Problem, why: string) =>
    code === 'port_missed' ? why : `Guests cannot join. ${why} This window still works.`,

  setAside: {
    dismiss: 'Close this message',
    words: ({ cause, path, restored, new_code }: SetAside): string => {
      const what = {
        broken: 'The settings file could not be read.',
        newer: 'A newer version of Flatchat wrote the settings. This version uses those that it knows.',
        partly: 'Some settings were not valid. The others are used.',
        gone: 'The settings file was missing.',
      }[cause];
      const instead = restored
        ? {
            broken: 'Its last good copy is used.',
            newer: '',
            partly: 'The invalid ones have their last good values.',
            gone: 'Its last good copy is used.',
          }[cause]
        : {
            broken: 'All settings have their default values.',
            newer: '',
            partly: 'The invalid ones have their default values.',
            gone: '',
          }[cause];
      const code = new_code
        ? 'The room may have had a code, so it has a new one now. You find it in the settings.'
        : '';
      const where = path === null ? '' : `The old file is ${path}.`;
      return [what, instead, code, where].filter(Boolean).join(' ');
    },
  },

  menu: {
    open: 'Menu',
    showFile: 'Show chat.txt in its folder',
    export: 'Export…',
    rooms: 'Open another room…',
    nearby: 'Rooms nearby…',
    pause: 'Pause the room',
    resume: 'Resume the room',
    zoom: 'Zoom',
    smaller: 'Smaller',
    larger: 'Larger',
    usualSize: (now: string) => `Usual size, now ${now}`,
    fullScreen: 'Full screen',
    guide: 'Guide',
    about: 'About Flatchat',
    quit: 'Quit',
  },

  rooms: {
    title: 'Rooms',
    here: 'This room',
    show: 'Show chat.txt in its folder',
    recent: 'Opened before',
    open: (title: string) => `Open ${title}`,
    choose: 'Choose a folder…',
    help: 'A room is a folder with a chat.txt. A folder without one becomes a new room. If you open another room, this one closes for its guests.',
    leave: 'Close this room?',
    leaveWords: (guests: number) =>
      `${plural(guests, 'guest is', 'guests are')} in this room. If you open another room, this one closes for ${guests === 1 ? 'them' : 'all of them'}.`,
    leaveYes: 'Close it and go on',
    leaveNo: 'Stay in this room',
  },

  export: {
    title: 'Export the room',
    formats: {
      html: { name: 'One page', use: 'Opens in any browser, also offline, and searches. For people.' },
      markdown: { name: 'Markdown', use: 'A text to read, print or put into other documents.' },
      json_lines: {
        name: 'JSON lines',
        use: 'One entry on each line, with its edits and reactions. For programs.',
      },
      log: { name: 'chat.txt', use: 'An exact copy of the log. Flatchat can open it again as a room.' },
    },
    help: 'Everything said so far goes into one file, without the words of removed messages.',
    saving: 'Choose a place. Long rooms take a moment…',
    saved: (name: string) => `Saved as ${name}`,
    show: 'Show it in its folder',
  },

  about: {
    title: 'About',
    version: (version: string, engine: string | null) =>
      [`Version ${version}`, engine].filter(Boolean).join(' · '),
    what: 'A chat room for your network. Everything said is one line in one plain text file that you own.',
    licence: 'Free software under the MIT licence or the Apache licence 2.0, as you choose.',
    licences: 'Licences of all its parts',
  },

  doctor: {
    open: 'Can’t they join?',
    title: 'Why can’t they join?',
    running: 'Following a guest’s way into the room…',
    found: (n: number) => `${plural(n, 'step keeps', 'steps keep')} guests out.`,
    nothingFound: 'Nothing on this computer is known to keep guests out.',
    again: 'Check again',
    more: 'Details',
    helps: 'What helps',
    gone: 'This is no longer a problem:',
    steps: 'All steps of a guest’s way into the room',
    command: 'Command',
    verdicts: { good: 'Good', problem: 'Problem', unclear: 'Unclear' },
    live: 'Now try it with a phone',
    waiting: 'Waiting for the first packet from another device…',
    hints: [
      'Connect the phone to the same Wi-Fi as this computer, and not to a guest Wi-Fi, which keeps devices apart. Turn mobile data off.',
      'Open the link with http:// in front. If the browser insists on https, allow http for this address.',
    ],
    reached: {
      connected: 'has reached this computer.',
      page: 'has opened the page.',
      joined: 'is in the room.',
    },
    onlyConnected:
      'If nothing more happens, the browser tries to use https. The address must begin with http://.',
  },

  nearby: {
    title: 'Rooms nearby',
    lead: 'Rooms that other people have open on this network. Each opens in its own window.',
    none: 'No other room so far.',
    noneHelp:
      'A room appears here as soon as its host opens it. On networks that keep computers apart, ask the host for a link.',
    code: 'asks for a code',
    open: 'open to everybody',
    gone: 'no longer here',
  },

  settings: {
    lead: 'Changes apply immediately.',
    applied: 'Changed.',
    failed: (why: string) => `The settings cannot be shown: ${why}`,

    room: 'Room',
    roomTitle: 'Room title',
    roomTitleHelp: 'Shown at the top of everyone’s page.',
    roomTitleBad: 'The room needs a title.',
    code: 'Room code',
    codeHelp: 'Guests need it to join. Leave it empty for an open room.',
    maxGuests: 'Maximum guests',
    maxGuestsHelp: (here: number) =>
      `How many guests can be here at once, not counting you. ${here === 0 ? 'None is' : plural(here, 'is', 'are')} here now.`,
    maxGuestsBad: 'Enter a whole number.',
    maxFile: 'Largest file (MB)',
    maxFileHelp: 'The largest file that can be shared here.',
    maxFiles: 'All files together (MB)',
    maxFilesHelp: 'How much of your disk shared files may take. Files that are there already stay.',
    megabytesBad: 'Enter a whole number, 1 or more.',

    network: 'Network',
    port: 'Port',
    portHelp: (bound: number | null) =>
      `Leave it empty for any free port.${bound === null ? '' : ` In use now: ${bound}.`}`,
    portBad: 'Enter a whole number from 1 to 65535, or nothing.',
    listen: 'Who can reach the room',
    listenHelp: 'Choose one network to keep others out.',
    listenAll: 'Everyone on your networks',
    listenThisComputer: 'Only this computer',
    listenAddress: (ip: string, card: string) => `Only through ${ip} (${card})`,
    listenAddressGone: (ip: string) => `Only through ${ip} (not here now)`,
    fixed: (listen: string) => `FLATCHAT_LISTEN=${listen} was set at the start and applies instead.`,
    localName: 'Name on the network',
    localNameHelp:
      'Guests can also open this name followed by “.local”. Use letters, digits and hyphens. Empty means flatchat.',
    allowedHosts: 'Other names of the room',
    allowedHostsHelp:
      'Names under which a proxy or your router offers the room, such as chat.example, separated by commas. Allow only names that you gave yourself.',
    announce: 'Announce the room',
    announceHelp: 'People on your networks find the room without a link.',

    me: 'Me',
    name: 'Your name',
    nameHelp: 'Others see it beside your messages.',
    themeHelp: 'This applies to your window. Guests choose their own.',
    notifications: 'Notifications',
    notificationsHelp: 'They appear on the desktop while you use another window.',
    notificationChoices: { all: 'Every message', mentions: 'With my name', none: 'None' },

    desktop: 'Desktop',
    autostart: 'Start with the computer',
    autostartHelp: 'The room opens when you log in, without its window.',
    tray: 'Keep running in the tray',
    trayHelp: 'If the desktop has a tray, the room stays open when you close the window.',
    keepAwake: 'Stay awake for guests',
    keepAwakeHelp:
      'While guests are here, and for a minute after, this computer does not fall asleep by itself. The screen may turn off.',

    languageOfSystem: 'As the computer is set',
    languageHelp: 'Your window, the tray and notifications speak it. Guests choose their own.',
  },
};
