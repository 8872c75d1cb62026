// The words that only the host's window shows, in English. Guests never load them.
import type { SetAside } from '../../types/SetAside';
import { plural } from './plural';

export const host = {
  greeting: {
    title: 'Open your room',
    lead: 'Your network gets a chat room. Pick the name that others will see.',
  },

  paused: {
    words: 'The room is paused: nobody can join or say anything.',
    resume: 'Resume',
  },

  offline: (reason: string) =>
    `Guests cannot join: ${reason.replace(/[.\s]+$/, '')}. This window still works.`,

  setAside: {
    dismiss: 'Close this message',
    words: ({ cause, path, restored, new_code }: SetAside): string => {
      const what = {
        broken: 'The settings file could not be read.',
        newer: 'A newer version of Flatchat wrote the settings. Those that this one knows are in force.',
        partly: 'Some settings made no sense. The rest are in force.',
        gone: 'The settings file was gone.',
      }[cause];
      const instead = restored
        ? {
            broken: 'Its last good copy is in force.',
            newer: '',
            partly: 'Those are as they were before.',
            gone: 'Its last good copy is in force.',
          }[cause]
        : {
            broken: 'All settings are as at the first start.',
            newer: '',
            partly: 'Those are as at the first start.',
            gone: '',
          }[cause];
      const code = new_code ? 'The room may have had a code, so it has a new one now: see the settings.' : '';
      const where = path === null ? '' : `The old file is ${path}.`;
      return [what, instead, code, where].filter(Boolean).join(' ');
    },
  },

  menu: {
    open: 'Menu',
    showFile: 'Show chat.txt in its folder',
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
    help: 'A room is a folder with a chat.txt. A folder without one becomes a new room. Opening another room closes this one, and its guests are told so.',
    leave: 'Close this room?',
    leaveWords: (guests: number) =>
      `${plural(guests, 'guest is', 'guests are')} in this room. If you open another room, this one closes for ${guests === 1 ? 'them' : 'all of them'}.`,
    leaveYes: 'Close it and go on',
    leaveNo: 'Stay in this room',
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
    ask: 'Can’t they join?',
    title: 'Why can’t they join?',
    looking: 'Following a guest’s way in…',
    found: (n: number) => `${plural(n, 'step keeps', 'steps keep')} guests out.`,
    nothingFound: 'Nothing on this computer is known to keep guests out.',
    again: 'Check again',
    more: 'Details',
    helps: 'What helps',
    gone: 'This is not found any more:',
    steps: 'All steps of a guest’s way in',
    command: 'Command',
    verdicts: { good: 'Good', problem: 'Problem', unclear: 'Cannot tell' },
    live: 'Now try it with a phone',
    waiting: 'Waiting for the first packet from another device…',
    hints: [
      'The phone is on the same Wi-Fi as this computer: not on a guest Wi-Fi, which keeps devices apart, and mobile data is off.',
      'Open the link with http:// in front; if the browser insists on https, allow http for this address.',
    ],
    reached: {
      connected: 'has reached this computer.',
      page: 'has opened the page.',
      joined: 'is in the room.',
    },
    onlyConnected:
      'If it stays at this, the browser asks for something else: the address must begin with http://, not https://.',
  },

  nearby: {
    title: 'Rooms nearby',
    lead: 'Rooms that others have open on this network. Each opens in a window of its own.',
    none: 'No other room so far.',
    noneHelp:
      'A room shows up here as soon as its host opens it. Some networks keep computers apart; then ask for a link.',
    code: 'asks for a code',
    open: 'open to everybody',
    gone: 'not here any more',
  },

  settings: {
    lead: 'Each change holds at once.',
    applied: 'Changed.',
    failed: (why: string) => `The settings cannot be shown: ${why}`,

    room: 'Room',
    roomTitle: 'Room title',
    roomTitleHelp: 'Shown at the top of everyone’s page.',
    roomTitleBad: 'The room needs a title.',
    code: 'Room code',
    codeHelp: 'Who joins must know it. Leave empty for an open room.',
    maxGuests: 'Most guests',
    maxGuestsHelp: (here: number) =>
      `So many are let in at once; you always are. ${here === 0 ? 'None is' : plural(here, 'is', 'are')} here now.`,
    maxGuestsBad: 'A whole number.',

    network: 'Network',
    port: 'Port',
    portHelp: (bound: number | null) =>
      `Empty: chosen automatically.${bound === null ? '' : ` In use now: ${bound}.`}`,
    portBad: 'A whole number from 1 to 65535, or empty.',
    listen: 'Who can reach the room',
    listenHelp: 'Fewer addresses, fewer people who can join.',
    listenAll: 'Everyone on your networks',
    listenThisComputer: 'Only this computer',
    listenAddress: (ip: string, label: string) => `Only through ${ip} (${label})`,
    listenAddressGone: (ip: string) => `Only through ${ip} (not here now)`,
    fixed: (listen: string) => `FLATCHAT_LISTEN=${listen} was given at the start and decides.`,
    localName: 'Name on the network',
    localNameHelp: 'Letters, digits and hyphens, before “.local”. Empty: flatchat.',
    allowedHosts: 'Other names of the room',
    allowedHostsHelp:
      'Names under which a proxy or your router offers the room, such as chat.example, separated by commas. Allow only names that you gave yourself.',
    announce: 'Announce the room',
    announceHelp: 'Others on your networks find it without the link.',

    me: 'Me',
    name: 'Your name',
    nameHelp: 'What others see beside your messages.',
    themeHelp: 'Of this window; guests choose their own.',
    notifications: 'Notifications',
    notificationsHelp: 'On the desktop, while the window is not in use.',
    notificationChoices: { all: 'Every message', mentions: 'With my name', none: 'None' },

    desktop: 'Desktop',
    autostart: 'Start with the computer',
    autostartHelp: 'The room opens when you log in, without its window.',
    tray: 'Go on in the tray',
    trayHelp: 'Closing the window keeps the room open, where the desktop has a tray.',
    keepAwake: 'Stay awake for guests',
    keepAwakeHelp:
      'While guests are in the room, and for a minute after the last one has left, this computer does not fall asleep by itself. The screen may turn off, and you can still put the computer to sleep.',
  },
};
