// Every word the page shows, in English. Components hold none of their own.

import type { Standing } from '../state/standing';
import type { SetAside } from '../types/SetAside';

const plural = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;

export const t = {
  app: 'Flatchat',
  loading: 'Opening the room…',
  close: 'Close',

  errors: {
    unreachable: 'The room cannot be reached.',
    timeout: 'The room did not answer in time.',
    status: (status: number) => `The room answered with an error (${status}).`,
  },

  door: {
    welcome: 'Come in',
    welcomeHost: 'Open your room',
    lead: 'A chat room on this network. Pick the name that others will see.',
    leadHost: 'Your network gets a chat room. Pick the name that others will see.',
    name: 'Your name',
    nameTooLong: (max: number) => `At most ${max} characters.`,
    code: 'Room code',
    codeHelp: 'The host of the room can tell you.',
    join: 'Join',
    joining: 'Joining…',
    useSuggestion: (name: string) => `Join as ${name}`,
    cookieHint:
      'This browser refused the cookie that keeps your name. Allow cookies for this page and join again.',
    notRecognised:
      'You have joined, but the room did not recognise this browser afterwards. Join again. If this happens again, something between this browser and the room, such as a proxy, removes cookies.',
    turnedAway: 'Your place in the room was given up. Join again to go on.',
    small: 'What is said here is kept in one text file on the host’s computer.',
  },

  full: {
    title: 'The room is full',
    lead: 'Every place is taken just now. You will be let in as soon as one is free.',
    retrying: (seconds: number) => `Trying again in ${seconds} s`,
    trying: 'Trying…',
    now: 'Try now',
    back: 'Use another name',
  },

  unreachable: {
    title: 'The room does not answer',
    lead: 'Are you on the same network as the host, and is the app open?',
    answers: 'The host answers',
    opening: 'The room opens in a moment.',
    refused: 'The room cannot be opened',
    retry: 'Try again',
  },

  header: {
    people: 'People',
    peopleHere: (n: number) => plural(n, 'person here', 'people here'),
    invite: 'Invite',
    settings: 'Settings',
    peopleWere: (n: number) => plural(n, 'person was here', 'people were here'),
    connect: 'Connect',
    disconnect: 'Disconnect',
    stop: 'Stop trying',
  },

  connection: {
    states: {
      connected: 'Connected',
      paused: 'Connected',
      connecting: 'Connecting…',
      resting: 'Resting',
      left: 'Disconnected',
      lost_briefly: 'Offline',
      lost: 'Offline',
      missing: 'Offline',
      moving: 'Moving…',
      room_closed: 'Room closed',
      full: 'Room full',
      refused: 'Not let in',
    } satisfies Record<Standing, string>,
    retrying: (seconds: number) => (seconds > 0 ? ` – retrying in ${seconds} s` : ' – retrying'),
    banners: {
      lost: 'There is no connection to the room. This page keeps trying; what you write is kept and sent later.',
      missing: 'The room does not answer here. The host’s address may have changed.',
      room_closed: 'The room has closed. Waiting for it to come back.',
      full: 'The room is full. You will be connected as soon as a place is free.',
      left: 'You disconnected. Nothing is received or sent until you connect.',
    } as Partial<Record<Standing, string>>,
  },

  roaming: {
    moving: (place: string) => `The room is at ${place} now. Taking you there…`,
    open: 'Open',
    orScan: ', or scan the QR code on the host’s screen again.',
    scan: 'Scan the QR code on the host’s screen again.',
  },

  trouble: (reason: string) => `Nothing can be stored just now: ${reason.replace(/[.\s]+$/, '')}.`,
  offline: (reason: string) =>
    `Guests cannot join: ${reason.replace(/[.\s]+$/, '')}. This window still works.`,

  pause: {
    words: 'The host has paused the room. You can read on; writing goes on when the pause ends.',
    wordsHost: 'The room is paused: nobody can join or say anything.',
    resume: 'Resume',
  },

  log: {
    label: 'Messages',
    region: 'Conversation',
    beginning: 'The beginning of chat.txt',
    loadingOlder: 'Loading older messages…',
    olderFailed: 'Older messages could not be loaded.',
    failed: 'The messages could not be loaded.',
    retry: 'Try again',
    today: 'Today',
    yesterday: 'Yesterday',
    unread: 'New',
    empty: 'Nothing said yet.',
    emptyLead: 'Say hello, or invite the people around you.',
    emptyInvite: 'Invite people',
    newMessages: (n: number) => plural(n, 'new message', 'new messages'),
    latest: 'Latest messages',
    file: 'file',
    fileTitle: 'This line was written into chat.txt, not said in the room',
    whole: 'Show the whole message',
    less: 'Show less',
    cut: '… (the line is longer)',
    replied: 'reply',
    repliedTitle: 'A reply to an earlier message',
    host: 'host',
    setTopic: ' set the topic: ',
    edited: ' edited a message',
    removed: ' removed a message',
    reacted: ' reacted with ',
    unreacted: ' took back ',
    someone: 'Someone',
  },

  outbox: {
    sending: 'Sending…',
    waiting: 'Will be sent when connected',
    failed: 'Not sent.',
    retry: 'Retry',
    edit: 'Edit',
    discard: 'Discard',
    writtenAs: (name: string) => `This was written as ${name}.`,
    tooFast: (seconds: number) => `Too fast. It is sent again in ${seconds} s.`,
    keyReused: 'The room took this for a message that it has already. Retry sends it as a new one.',
  },

  composer: {
    label: 'Message',
    placeholder: 'Write a message',
    placeholderClosed: 'Disconnected',
    placeholderPaused: 'The room is paused',
    send: 'Send',
    tooLong: (over: number) => `${plural(over, 'byte', 'bytes')} too long`,
    left: (left: number) => `${plural(left, 'byte', 'bytes')} left`,
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

  /** In parts, because each name must stand in its own bidi isolate. */
  typing: (names: string[]): (string | { name: string })[] => {
    const [a, b, c] = names.map((name) => ({ name }));
    if (!a) return [];
    if (!b) return [a, ' is typing…'];
    if (!c) return [a, ' and ', b, ' are typing…'];
    if (names.length === 3) return [a, ', ', b, ' and ', c, ' are typing…'];
    return ['Several people are typing…'];
  },

  people: {
    title: 'People',
    you: 'you',
    host: 'host',
    more: (n: number) => `and ${n} more`,
  },

  invite: {
    title: 'Invite people',
    lead: 'Same Wi-Fi, then point the phone’s camera here.',
    qr: (url: string) => `QR code for ${url}`,
    link: 'Link to the room',
    copy: 'Copy',
    copied: 'Copied',
    copyByHand: 'Press Ctrl+C (or ⌘C, or hold the text) to copy.',
    code: 'Room code',
    codeHelp: 'The link carries it already.',
    others: 'If that address does not work, try another',
    gone: 'not available any more',
    none: 'There is no address yet that others could use.',
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

  why: {
    ask: 'Why?',
    looking: 'Looking…',
    offline: 'This device says it has no network: switch Wi-Fi on, and airplane mode off.',
    cellular: 'This device is on mobile data. The room is only on the host’s Wi-Fi: join that one.',
    answers: 'The host’s computer answers. You will be connected in a moment.',
    refused:
      'Nothing answers at this address just now: the app is closed, the host has another address, or this is another network.',
    silent:
      'Nothing answers in time at this address: the host’s computer is asleep, out of reach, or on another network.',
    heard: (seconds: number) =>
      seconds < 120
        ? `The host was last heard ${plural(seconds, 'second', 'seconds')} ago.`
        : `The host was last heard ${Math.round(seconds / 60)} minutes ago.`,
    try: 'What you can check',
    tries: [
      'You are on the same Wi-Fi as the host, and not on a guest Wi-Fi, which keeps devices apart.',
      'Mobile data is off: phones prefer it to a Wi-Fi without internet.',
      'No VPN is on, on this device.',
      'The host’s app is open, and its computer is awake.',
      'Your browser does not insist on https (“HTTPS-only mode”): the room’s address begins with http://.',
    ],
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
    title: 'Settings',
    lead: 'Each change holds at once.',
    applied: 'Changed.',
    unchanged: (why: string) => `${why} It stays as it was.`,
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
    theme: 'Appearance',
    themeHelp: 'Of this window; guests choose their own.',
    themeHelpGuest: 'Of this page; others choose their own.',
    themes: { system: 'System', light: 'Light', dark: 'Dark' },
    sounds: 'Sound',
    soundsHelp: 'A short one for a message while you look elsewhere.',
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

    leave: 'Leave the room',
    leaveHelp: 'Your name becomes free; this browser forgets it.',
  },

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
};
