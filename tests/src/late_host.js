// Stands for the host's shell: answers the page's Tauri calls, each at once, later, or not at all,
// as a test wants it.
(() => {
  const ready = new Map();
  const waiting = new Map();
  const callbacks = new Map();
  const channels = new Map();
  let last = 0;

  window.__TAURI_INTERNALS__ = {
    transformCallback(callback) {
      callbacks.set(++last, callback);
      return last;
    },
    unregisterCallback: (id) => callbacks.delete(id),
    invoke(command, args = {}) {
      late.calls.push({ command, args });
      for (const one of Object.values(args)) if (typeof one?.onmessage === 'function') channels.set(command, { id: one.id, index: 0 });
      return new Promise((resolve, reject) => {
        if (ready.has(command)) return settle({ resolve, reject }, ready.get(command));
        waiting.set(command, [...(waiting.get(command) ?? []), { resolve, reject }]);
      });
    },
  };

  const settle = ({ resolve, reject }, { value, problem }) => (problem ? reject(problem) : resolve(value));

  function answer(command, how) {
    ready.set(command, how);
    for (const one of waiting.get(command) ?? []) settle(one, how);
    waiting.delete(command);
  }

  window.late = {
    calls: [],
    /** From now on this is what the command answers, also to those who wait already. */
    give: (command, value = null) => answer(command, { value }),
    fail: (command, message) => answer(command, { problem: { code: 'failed', message } }),
    /** From now on it does not answer. */
    hold: (command) => ready.delete(command),
    /** What a command's channel brings. */
    send(command, message) {
      const channel = channels.get(command);
      callbacks.get(channel.id)({ index: channel.index++, message });
    },
    /** An event of the room's stream. */
    event: (name, data) => late.send('subscribe', `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`),
    people(guests) {
      const people = [{ name: 'Hanna', host: true, away: false }];
      for (let n = 0; n < guests; n++) people.push({ name: `Guest ${n}`, host: false, away: n % 5 === 3 });
      late.event('people', { count: people.length, people });
    },
    learn(facts) {
      Object.assign(late.facts, facts);
      late.event('room', late.facts);
    },
    facts: {
      title: 'Maker Night', host: 'Hanna', code_required: false, max_guests: 100, max_text_bytes: 16384,
      max_name_chars: 32, paused: false, trouble: null, run: 'r', links: [], topic: '', pins: [],
    },
    /** An entry as a page of history has it. */
    entry: (id, name, text) => ({
      id, at: new Date().toISOString(), verb: 'said', target: null, name, text, cut: false,
      edited: null, removed: null, reactions: [], pinned: null, answers: null,
    }),
    /** `card`: the name of a network card, or nothing for a name on the network. */
    link: (place, card) => ({
      url: `http://${place}/`, via: card === undefined ? 'name' : { card }, qr: { size: 25, path: 'M0 0h25v25h-25z' },
    }),
    settings: {
      title: 'Maker Night', code: null, max_guests: 100, port: null, listen: 'all', local_name: null, announce: true,
      name: 'Hanna', theme: 'light', language: null, sounds: true, notifications: 'mentions', autostart: false, tray: true, allowed_hosts: [],
    },
  };

  late.give('room', { room: late.facts, me: { name: 'Hanna', since: 0 }, people: 1, cursor: '0-0' });
  late.give('messages', { entries: [], before: null, after: '0-0', through: 0 });
  late.give('spoken', 'en');
  for (const command of ['subscribe', 'unsubscribe', 'attend', 'typing', 'away', 'back', 'stop_looking', 'missing_room']) late.give(command);
})();
