// The words of the help and of the choices above the composer, in English. They are loaded once the
// room is shown.

export const help = {
  title: 'Help',
  commands: {
    title: 'Commands',
    me: 'Say what you do',
    shrug: 'Add a shrug: ¯\\_(ツ)_/¯',
    topic: 'Set the topic of the room',
    help: 'Open this help',
    literal: 'Say words that begin with /word',
  },

  writing: {
    title: 'Writing',
    mention: 'Name somebody',
    emoji: 'Find an emoji',
    emphasis: 'Emphasis',
    strong: 'Strong',
    struck: 'Struck through',
    code: 'Code',
    block: 'Code of several lines',
    quote: 'A quote',
    list: 'A list',
  },

  keys: {
    title: 'Keys',
    send: 'Send',
    line: 'Begin a new line',
    last: 'In the empty field: edit your last message',
    leave: 'Leave a reply, an edit or a message',
    search: 'Search',
    regions: 'Go to the next part of the page',
    help: 'Open this help',
    rows: 'Move between messages',
    reply: 'Reply to the message',
    edit: 'Edit the message',
    remove: 'Remove the message',
    react: 'React to the message',
    menu: 'Show all that you can do with it',
  },

  /** The names that keyboards of this language have on their keys. */
  keyNames: {
    control: 'Ctrl',
    shift: 'Shift',
    enter: 'Enter',
    escape: 'Esc',
    delete: 'Del',
    home: 'Home',
    end: 'End',
  },

  /** The setting that turns them off. */
  singleKeys: {
    label: 'Keys without Ctrl: ? and /',
    help: '? opens the help and / opens the search, except while you write. Turn this off if that happens by accident, for example when you dictate.',
  },

  choices: {
    names: 'People',
    emoji: 'Emoji',
    commands: 'Commands',
    away: 'not here now',
    everybody: 'everybody in the room',
  },

  noCommand: (escaped: string) =>
    `There is no such command. /help shows all. To say these words, begin them with ${escaped}.`,
};
