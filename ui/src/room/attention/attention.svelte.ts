// What draws a person's attention to the room: marks on the tab, sounds, notifications, and the
// look of messages that mention the person.
import { showBadge } from '../../browser/badge';
import { chime } from '../../browser/chime';
import { notices } from '../../browser/notices.svelte';
import type { Sounds } from '../../browser/sounds.svelte';
import { Alerts } from '../../state/alerts';
import { mentions } from '../../state/mention';
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

let names = { me: '', host: null as string | null, known: new WeakMap<ResolvedEntry, boolean>() };

function isMention(entry: ResolvedEntry, room: Room): boolean {
  const [me, host] = [room.me.name, room.facts.host];
  if (names.me !== me || names.host !== host) names = { me, host, known: new WeakMap() };
  let known = names.known.get(entry);
  if (known === undefined) names.known.set(entry, (known = mentions(entry, me, host)));
  return known;
}
