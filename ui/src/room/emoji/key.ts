// How two emoji are compared, and the few that are at hand without the picker.

/** The emoji that a reaction takes one press for. `actionWords.quickEmoji` has their labels. */
export const QUICK = ['👍', '❤️', '😂', '🎉', '😮', '😢'] as const;

/** The same for all forms of an emoji: some keyboards write U+FE0F, and some do not. */
export const emojiKey = (text: string): string => text.replace(/\uFE0F/g, '');
