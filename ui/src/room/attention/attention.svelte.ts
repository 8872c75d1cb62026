// What draws a person's attention to the room: marks on the tab, sounds, notifications, and the
// look of messages that mention the person.
import { showBadge } from '../../browser/badge';
import { chime } from '../../browser/chime';
import { notices } from '../../browser/notices.svelte';
import type { Sounds } from '../../browser/sounds.svelte';
import { Alerts } from '../../state/alerts';
import { mentions } from '../../state/mention';
import { namesakesIn } from '../../state/namesakes.svelte';
import { Reading } from '../../state/reading.svelte';
import type { Room } from '../../state/room.svelte';
import { firstLine, severalOf, wordsOf } from '../../state/words';
import { actionWords } from '../../strings/actions';
import { t } from '../../strings/page';
import type { ResolvedEntry } from '../../types/ResolvedEntry';
import { plainWords } from '../list/markup/plain';
import { withCount } from '../list/quoted';
import './mention.css';

/** Draws attention while the effect that calls it lasts. */
export function draw(room: Room, sounds: Sounds): void {
  const alerts: Alerts = new Alerts({
    rank: () => rankOf(sounds),
    isUnread: (id) => reading.isUnread(id),
    alert: (entries) => alertTo(entries, room, sounds),
  });
  const reading = new Reading(room, {
    onMissed: (entries) => alerts.add(entries),
    onRead: () => notices.clear(),
    onReset: () => alerts.reset(),
  });
  $effect(() => () => alerts.close());
  $effect(() => {
    const { missed, mentioned } = room.unread;
    showBadge(missed === 0 ? 'none' : mentioned ? 'mention' : 'unread');
  });
  $effect(() => () => showBadge('none'));
}

/** A tab that can be heard comes before one that cannot. */
function rankOf(sounds: Sounds): number {
  if (document.hasFocus()) return -1;
  return sounds.player ? 0 : 1;
}

function alertTo(entries: ResolvedEntry[], room: Room, sounds: Sounds): void {
  const mentioning = entries.filter((entry) => isMention(entry, room));
  chime(sounds, mentioning.length > 0 ? 'mention' : 'message');
  const last = mentioning[mentioning.length - 1];
  // The host's desktop has notifications of its own.
  if (!last || room.host.window) return;
  notices.show({
    title: actionWords.attention.mentioned(last.name ?? t.log.someone),
    body: withCount(severalOf(last), firstLine(plainWords(wordsOf(last)))),
    tag: `flatchat-${last.id}`,
    onclick: () => room.goTo(last.id),
  });
}

/** How a mention of the person is called for screen readers. Null: this is none. */
export function mentionIn(entry: ResolvedEntry, room: Room): string | null {
  return isMention(entry, room) ? actionWords.attention.mentionsYou : null;
}

type Names = [me: string, host: string | null, others: readonly string[]];

let names: Names = ['', null, []];
/** What was found out with these names. */
let known = new WeakMap<ResolvedEntry, boolean>();

function isMention(entry: ResolvedEntry, room: Room): boolean {
  const now: Names = [room.me.name, room.facts.host, namesakesIn(room)];
  if (now.some((name, i) => name !== names[i])) [names, known] = [now, new WeakMap()];
  let found = known.get(entry);
  if (found === undefined) known.set(entry, (found = mentions(entry, ...now)));
  return found;
}
