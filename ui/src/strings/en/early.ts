// The words for browsers in which the page's script does not run. index.html has the same ones, and
// the build puts those of the other languages into pages of their own: see build/early.ts.
export const early = {
  tooOld: 'This browser is too old for the room’s page.',
  needsScript: 'The room’s page needs JavaScript.',
  /** A link, behind either of them. */
  simplePage: 'Open the simple page',
};
