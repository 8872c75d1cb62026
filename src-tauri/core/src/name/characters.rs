//! The properties of single characters that matter in a name: white space, invisible characters,
//! marks, and characters that draw something.

use icu_properties::CodePointSetData;
use icu_properties::props::{DefaultIgnorableCodePoint, PrependedConcatenationMark};
use unicode_properties::{
    GeneralCategory as Category, GeneralCategoryGroup as Group, UnicodeGeneralCategory,
};

/// Stands in a text where a picture or another object was.
const LOST_OBJECT: char = '\u{FFFC}';

pub(super) fn is_space(c: char) -> bool {
    if c.is_ascii() { c == ' ' } else { c.general_category() == Category::SpaceSeparator }
}

/// Whether `c` draws nothing and takes no space: joiners, directional marks, variation selectors,
/// the byte order mark.
pub(crate) fn is_invisible(c: char) -> bool {
    let ignorable = || CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c);
    !c.is_ascii() && (is_format(c) || ignorable())
}

/// Whether `c` only controls how other characters are drawn.
pub(super) fn is_format(c: char) -> bool {
    c.general_category() == Category::Format
}

/// Whether `c` is drawn on the character before it and takes no space of its own.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c.general_category(), Category::NonspacingMark | Category::EnclosingMark)
}

/// Whether `c` needs a character before it.
pub(super) fn is_combining(c: char) -> bool {
    c.general_category_group() == Group::Mark
}

pub(super) fn is_letter(c: char) -> bool {
    c.general_category_group() == Group::Letter
}

/// Whether a name may contain `c`. For [`is_invisible`] characters, this depends on their place.
pub(super) fn is_showable(c: char) -> bool {
    if c.is_ascii() {
        return !c.is_ascii_control();
    }
    let unshown = matches!(
        c.general_category(),
        Category::Control
            | Category::LineSeparator
            | Category::ParagraphSeparator
            | Category::Surrogate
            | Category::PrivateUse
            | Category::Unassigned
    );
    !is_filler(c) && !unshown
}

/// The Hangul fillers and the Braille blank. No version has allowed them in names.
fn is_filler(c: char) -> bool {
    matches!(c, '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' | '\u{2800}')
}

/// Whether `c` draws nothing, though it is a letter or a symbol by category: fillers, a note head,
/// two hieroglyphs, and the place of an object that a copied text has lost.
pub(super) fn is_blank(c: char) -> bool {
    is_filler(c) || matches!(c, '\u{1D159}' | '\u{13441}' | '\u{13442}' | LOST_OBJECT)
}

/// Whether a person sees anything of a name that consists only of `c`.
pub(super) fn shows(c: char) -> bool {
    is_showable(c) && draws(c) && !is_combining(c)
}

/// The same by the rules of every version so far.
pub(super) fn ever_showed(c: char) -> bool {
    c == LOST_OBJECT || shows(c)
}

/// Whether `c` puts anything on the page. Some font may have a character that this version does not
/// know.
pub(crate) fn draws(c: char) -> bool {
    // By category, the signs that stand around Arabic numbers only control others.
    let is_sign = || CodePointSetData::new::<PrependedConcatenationMark>().contains(c);
    let nothing = c.is_whitespace() || c.is_control() || is_blank(c) || (is_invisible(c) && !is_sign());
    !nothing
}
