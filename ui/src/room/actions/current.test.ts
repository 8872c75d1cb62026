// What is open for a message while others change the message, or chat.txt.
import { flushSync, mount, tick, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { entryAt, FakeHost } from '../../state/host.fixture';
import { OpenRoom } from '../../state/room.fixture';
import type { Room } from '../../state/room.svelte';
import { actionWords as w } from '../../strings/actions';
import { Actions, type Panel } from './actions.svelte';
import { keepCurrent } from './current';
import Panels from './Panels.svelte';

const AT = { left: 0, top: 0, right: 0, bottom: 0 } as never;

let host: FakeHost;
let open: OpenRoom;
let room: Room;
let actions: Actions;
let stop: () => void;

const rest = () => new Promise((done) => setTimeout(done, 1));

/** Somebody else has written these lines into the file. The page hears of it. */
async function rewrite(entries: FakeHost['entries']): Promise<void> {
  host.entries = entries;
  open.frame('reset', {}, '0-0');
  open.stream();
  await rest();
}

const withoutFirst = () => host.entries.slice(1).map((entry) => ({ ...entry, id: entry.id - 10 }));

beforeEach(async () => {
  sessionStorage.clear();
  host = new FakeHost();
  host.now = () => Date.parse('2026-11-22T10:31:00Z');
  for (const text of ['aaaa', 'bbbb', 'cccc', 'dddd']) host.append(entryAt(host.end, 'ana', text));
  open = await OpenRoom.asGuest(host);
  room = open.room;
  actions = new Actions(room, () => {});
  stop = keepCurrent(actions);
});

afterEach(() => {
  stop();
  room.close();
  vi.restoreAllMocks();
});

describe('when others have changed chat.txt', () => {
  const kinds = ['emoji', 'remove', 'wordings', 'who'] as const;
  const panels: (() => Panel)[] = [
    ...kinds.map((kind) => () => ({ kind, entry: open.entry(10) })),
    () => ({ kind: 'menu', entry: open.entry(10), at: AT, form: 'all', file: null }),
    () => ({ kind: 'pins' }),
  ];

  it.each(panels)('a panel that is open for a message closes, and says why', async (panel) => {
    actions.open(panel());
    actions.hovered = 10;
    await rewrite(withoutFirst());
    expect([actions.panel, actions.hovered]).toEqual([null, null]);
    expect(room.acts.problem?.message).toBe(w.rewritten.question);
  });

  it.each([{ kind: 'help' }, { kind: 'topic' }, { kind: 'copy', text: 'a' }] as Panel[])(
    'what is open for no message stays',
    async (panel) => {
      actions.open(panel);
      await rewrite(withoutFirst());
      expect([actions.panel, room.acts.problem]).toEqual([panel, null]);
    },
  );

  it('an edit of a message that is still there goes on', async () => {
    room.acts.edit(open.entry(10));
    room.draft.text = 'bbbb, better';
    await rewrite(host.entries.map((entry) => (entry.id === 30 ? { ...entry, text: 'DDDD' } : entry)));
    expect([room.acts.doing?.kind, room.draft.text]).toEqual(['edit', 'bbbb, better']);
    expect([room.acts.problem, room.acts.saving]).toEqual([null, false]);
  });

  it('the words of an edit stay, and say why they are none any more', async () => {
    room.draft.text = 'unsaid';
    room.acts.edit(open.entry(10));
    room.draft.text = 'bbbb, better';
    await rewrite(withoutFirst());
    expect([room.acts.doing, room.draft.text]).toEqual([null, 'unsaid\nbbbb, better']);
    expect(room.acts.problem?.message).toBe(w.rewritten.edit);
  });

  it('a reply says why it is none any more', async () => {
    room.acts.reply(open.entry(10));
    room.draft.text = 'why?';
    await rewrite(withoutFirst());
    expect([room.acts.doing, room.draft.text]).toEqual([null, 'why?']);
    expect(room.acts.problem?.message).toBe(w.rewritten.reply);
  });

  it('an act is sent for the log that the page knows', async () => {
    room.acts.toggle(open.entry(10), '👍');
    await rest();
    expect(host.cursors).toEqual(['40-ab']);
  });

  it('nothing is sent until it is known what became of the message', async () => {
    room.acts.reply(open.entry(10));
    let refuse: (why?: unknown) => void = () => {};
    vi.spyOn(host, 'message').mockReturnValue(new Promise((_done, fail) => (refuse = fail)));
    await rewrite(withoutFirst());
    room.acts.submit('why?');
    expect(host.acts).toEqual([]);
    refuse();
    await rest();
    room.acts.submit('why?');
    await rest();
    expect(host.acts).toEqual([{ do: 'say', text: 'why?', reply_to: null }]);
  });

  it('a second change while the message is searched for decides', async () => {
    room.acts.reply(open.entry(10));
    const answers: ((entry: never) => void)[] = [];
    vi.spyOn(host, 'message').mockImplementation(() => new Promise((done) => answers.push(done)));
    const found = { entry: open.entry(10), wordings: [], through: 0 } as never;
    await rewrite(withoutFirst());
    await rewrite(withoutFirst());
    answers[0]?.(found);
    await rest();
    expect(room.acts.saving).toBe(true);
    answers[1]?.(null as never);
    await rest();
    expect(room.acts.doing).toBeNull();
  });
});

describe('a panel', () => {
  const shown = () => {
    flushSync();
    return (document.querySelector('dialog')?.textContent ?? '').replace(/\s+/g, ' ');
  };
  const item = (name: string) => {
    flushSync();
    const items = [...document.querySelectorAll<HTMLElement>('[role=menuitem]')];
    const found = items.find((one) => one.textContent.includes(name));
    if (!found) throw new Error(`no ${name}`);
    return found;
  };
  let component: object;

  beforeEach(() => {
    // jsdom has no layout.
    vi.stubGlobal('ResizeObserver', class { observe() {} disconnect() {} }); // prettier-ignore
    vi.stubGlobal('matchMedia', () => ({ matches: true }));
    component = mount(Panels, { target: document.body, props: { actions } });
  });

  afterEach(async () => {
    await unmount(component);
    vi.unstubAllGlobals();
    document.body.textContent = '';
  });

  it('the menu edits the words of now', async () => {
    actions.openMenu(open.entry(10), AT, 'all');
    flushSync();
    const before = document.querySelector('dialog');
    host.refer('edited', 10, 'bbbb from elsewhere', 'ana');
    open.stream();
    item(w.items.edit).click();
    await tick();
    expect(room.draft.text).toBe('bbbb from elsewhere');
    expect(before).not.toBeNull();
  });

  it('the menu of a message that was removed keeps its places and copies nothing', () => {
    actions.openMenu(open.entry(10), AT, 'all');
    const before = shown();
    host.refer('removed', 10, '', 'ana');
    open.stream();
    expect(shown()).toBe(before);
    const reply = item(w.items.reply);
    expect(reply.getAttribute('aria-disabled')).toBe('true');
    expect(item(w.items.copy_link).getAttribute('aria-disabled')).toBe('false');
    reply.click();
    expect(room.acts.doing).toBeNull();
    expect(actions.panel?.kind).toBe('menu');
  });

  it('who reacted follows what comes', () => {
    host.refer('reacted to', 10, '👍', 'bo');
    open.stream();
    actions.open({ kind: 'who', entry: open.entry(10) });
    expect(shown()).toContain('bo');
    host.refer('reacted to', 10, '🎉', 'cy');
    open.stream();
    expect(shown()).toContain('cy');
  });

  it.each(['emoji', 'who', 'wordings'] as const)('%s closes when the words are removed', (kind) => {
    actions.open({ kind, entry: open.entry(10) });
    host.refer('removed', 10, '', 'ana');
    open.stream();
    flushSync();
    expect([actions.panel, room.acts.problem?.code]).toEqual([null, 'removed']);
    expect(document.querySelector('dialog')).toBeNull();
  });

  it('the question closes when somebody else was faster', async () => {
    actions.open({ kind: 'remove', entry: open.entry(10) });
    expect(shown()).toContain('bbbb');
    host.refer('removed', 10, '', 'hanna');
    open.stream();
    flushSync();
    await vi.waitFor(() => expect(actions.panel).toBeNull());
    expect(host.acts).toEqual([]);
  });

  it('an answer that comes after the question was closed by a change of the file does no harm', async () => {
    actions.open({ kind: 'remove', entry: open.entry(10) });
    let respond = () => {};
    host.respond = (receipt) => new Promise((done) => (respond = () => done(receipt)));
    flushSync();
    document.querySelector<HTMLElement>('button.primary')?.click();
    await rest();
    await rewrite(withoutFirst());
    respond();
    await rest();
    expect(actions.panel).toBeNull();
  });
});
