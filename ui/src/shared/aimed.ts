// Whether a person may be about to press something in a list, whose rows must not move then.

/** Nothing shows where a finger will be. It also leaves its hover behind. */
export const byFinger = () => matchMedia('(any-pointer: coarse), (hover: none)').matches;

/** A dialog that lies over the list keeps presses away. */
export function isAimedAt(list: Element | undefined): boolean {
  if (!byFinger()) return list?.matches(':hover') ?? false;
  const top = [...document.querySelectorAll('dialog[open]')].pop() ?? null;
  return list !== undefined && list.closest('dialog') === top;
}
