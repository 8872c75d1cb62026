// The words that every page shows, in English. Other languages have the same words: see words.ts.
import { plural } from './plural';
import { refusal } from './refusals';
import type { Parts } from '../parts';

export const page = {
  app: 'Flatchat',

  loading: 'Opening the room…',

  refusal,

  close: 'Close',

  errors: {
    unreachable: 'The room cannot be reached.',
    timeout: 'The room did not answer in time.',
    status: (status: number) => `The room answered with an error (${status}).`,
  },

  door: {
    greeting: {
      title: 'Come in',
      lead: 'A chat room on this network.',
    },
    name: 'Your name',
    nameHelp: 'Pick the name that others will see.',
    nameTooLong: (max: number) => `A name has at most ${max} characters.`,
    code: 'Room code',
    codeHelp: 'Ask the host of the room for the code.',
    join: 'Join',
    joining: 'Joining…',
    useSuggestion: (name: string) => `Join as ${name}`,
    cookieHint:
      'This browser refused the cookie that keeps your name. Allow cookies for this page and join again.',
    notRecognised:
      'You have joined, but the room did not recognise this browser afterwards. Join again. If this happens again, something between this browser and the room, such as a proxy, removes cookies.',
    turnedAway: {
      left: 'You are no longer in the room. Join again to continue.',
      code_required: 'The room has a code now. Join with the code to continue.',
    },
    small: 'Everything that is said here is kept in one text file on the host’s computer.',
  },

  full: {
    title: 'The room is full',
    lead: 'Every place is taken. You will join as soon as one is free.',
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
    files: 'Files',
    search: 'Search',
    settings: 'Settings',
    peopleWere: (n: number) => plural(n, 'person was here', 'people were here'),
    connect: 'Connect',
    disconnect: 'Disconnect',
    stop: 'Stop trying',
  },

  connection: {
    why: 'Why?',
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
    },
    retrying: (seconds: number) => (seconds > 0 ? ` – retrying in ${seconds} s` : ' – retrying'),
    /** Null: there is no banner, or its words come with the reason. */
    banners: {
      connected: null,
      paused: null,
      connecting: null,
      resting: null,
      lost_briefly: null,
      moving: null,
      refused: null,
      lost: 'There is no connection to the room. This page keeps trying to connect. What you write is kept and sent later.',
      missing: 'The room does not answer here. The host’s address may have changed.',
      room_closed: 'The room has closed. Waiting for it to come back.',
      full: 'The room is full. You will be connected as soon as a place is free.',
      left: 'You disconnected. No messages are received and nothing is sent until you connect.',
    },
  },

  roaming: {
    moving: (place: string) => `The room is at ${place} now. Taking you there…`,
    open: 'Open',
    orScan: ', or scan the QR code on the host’s screen again.',
    scan: 'Scan the QR code on the host’s screen again.',
  },

  trouble: (reason: string) => `Nothing can be stored just now: ${reason.replace(/[.\s]+$/, '')}.`,

  paused: 'The host has paused the room. You can keep reading, and write again when the pause ends.',

  notices: 'Notices',

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
    host: 'host',
    setTopic: ' set the topic: ',
    back: 'Back',
    react: 'React',
    reply: 'reply',
    edited: 'edited',
    editedTitle: 'Show the earlier wordings',
    removed: (by: string | null): Parts => (by === null ? ['Removed'] : ['Removed by ', { name: by }]),
    quoteRemoved: 'removed',
    /** What was shared, if it is more than one file. */
    sharedFiles: (n: number) => `${n} files`,
    quoteGone: 'The message is not there any more',
    quoteTitle: 'Go to the message that this answers',
    /** How screen readers name a row, after its name and time. */
    row: {
      /** Stands between the parts of a row's name. */
      between: ', ',
      edited: 'edited',
      removed: 'removed',
      pinned: 'pinned',
      replyTo: (name: string) => `reply to ${name}`,
      reactions: (n: number) => plural(n, 'reaction', 'reactions'),
    },
    reactions: 'Reactions',
    reaction: (emoji: string, count: number, names: string) => `${emoji} ${count}: ${names}`,
    names: (names: string[], more: number) =>
      more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', '),
    someone: 'Someone',
  },

  /**
   * The pins and the topic at the top of the room. strings/en/actions.ts has the words of their
   * dialogs.
   */
  pins: {
    label: 'Pinned message',
    all: (n: number) => plural(n, 'pinned message', 'pinned messages'),
    title: 'Pinned messages',
  },

  topic: {
    title: 'Topic',
    set: 'Set a topic',
  },

  refusedTopic: 'Only the host can set the topic. To say these words, begin them with //topic.',
  restartedMeanwhile: 'The room was started again. Try again in a moment.',

  outbox: {
    sending: 'Sending…',
    waiting: 'Will be sent when connected',
    failed: 'Not sent.',
    retry: 'Retry',
    edit: 'Edit',
    discard: 'Discard',
    perhapsRemoved: 'This may have been said, and removed since. Press Retry to say it again.',
    writtenAs: (name: string) => `This was written as ${name}.`,
    tooFast: (seconds: number) => `You are sending too fast. This is sent again in ${seconds} s.`,
    keyReused:
      'The room mistook this for a message that it has already. Press Retry to send it as a new one.',
  },

  composer: {
    label: 'Message',
    placeholder: 'Write a message',
    placeholderClosed: 'Disconnected',
    placeholderPaused: 'The room is paused',
    share: 'Share files',
    send: 'Send',
    save: 'Save',
    tooLong: (over: number) => `${plural(over, 'byte', 'bytes')} too long`,
    left: (left: number) => `${plural(left, 'byte', 'bytes')} left`,
  },

  typing: (names: string[]): Parts => {
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
    copy: 'Copy',
    copied: 'Copied',
  },
};
