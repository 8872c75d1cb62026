//! Which signs of markup belong together: the algorithm of CommonMark ("process emphasis"), for `*`
//! and `~~`.

use std::collections::HashMap;

/// A run of the same sign.
pub(super) struct Delimiter {
    pub(super) sign: char,
    /// How many signs there were.
    pub(super) length: usize,
    /// How many of them are still without a partner.
    pub(super) left: usize,
    pub(super) opens: bool,
    pub(super) closes: bool,
}

/// Takes the signs that find a partner from `left`.
pub(super) fn pair(delimiters: &mut [Delimiter]) {
    let mut openers: Vec<usize> = Vec::new();
    // Below this depth of the stack, nothing fits such a closing run.
    let mut bottoms: HashMap<(char, bool, usize), usize> = HashMap::new();
    for at in 0..delimiters.len() {
        while delimiters[at].closes && delimiters[at].left > 0 {
            let closer = &delimiters[at];
            let kind = (closer.sign, closer.opens, closer.length % 3);
            let bottom = bottoms.get(&kind).map_or(0, |bottom| *bottom.min(&openers.len()));
            let fitting = |place: &usize| fits(&delimiters[openers[*place]], closer);
            let Some(partner) = (bottom..openers.len()).rev().find(fitting) else {
                bottoms.insert(kind, openers.len());
                break;
            };
            let opener = openers[partner];
            let signs = delimiters[opener].left.min(delimiters[at].left).min(2);
            delimiters[opener].left -= signs;
            delimiters[at].left -= signs;
            openers.truncate(if delimiters[opener].left > 0 { partner + 1 } else { partner });
        }
        if delimiters[at].opens && delimiters[at].left > 0 {
            openers.push(at);
        }
    }
}

/// The "rule of 3": `**a*b**` is strong, and has no emphasis in it.
fn fits(opener: &Delimiter, closer: &Delimiter) -> bool {
    if opener.sign != closer.sign {
        return false;
    }
    if !opener.closes && !closer.opens {
        return true;
    }
    let (a, b) = (opener.length, closer.length);
    !(a + b).is_multiple_of(3) || (a.is_multiple_of(3) && b.is_multiple_of(3))
}
