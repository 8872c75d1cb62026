// How two emoji are compared, and the few that are at hand without the picker.
export { emojiKey } from '../../state/fold';

/** The emoji that a reaction takes one press for. `actionWords.quickEmoji` has their labels. */
export const QUICK = ['👍', '❤️', '😂', '🎉', '😮', '😢'] as const;
