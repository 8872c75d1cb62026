//! The properties of single characters that matter in a name: white space, invisible characters,
//! marks, and visible characters.

use icu_properties::CodePointSetData;
use icu_properties::props::DefaultIgnorableCodePoint;
use unicode_properties::{
    GeneralCategory as Category, GeneralCategoryGroup as Group, UnicodeGeneralCategory,
};

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
    // These are letters and symbols by category, but draw nothing: the Hangul fillers and the
    // Braille blank.
    let blank = matches!(c, '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' | '\u{2800}');
    let unshown = matches!(
        c.general_category(),
        Category::Control
            | Category::LineSeparator
            | Category::ParagraphSeparator
            | Category::Surrogate
            | Category::PrivateUse
            | Category::Unassigned
    );
    !blank && !unshown
}

/// Whether a person sees anything of a text that consists only of `c`.
pub(super) fn shows(c: char) -> bool {
    // By category, these are a note head and hieroglyphs, but they draw nothing.
    let blank = matches!(c, '\u{1D159}' | '\u{13441}' | '\u{13442}');
    is_showable(c) && !blank && !is_space(c) && !is_invisible(c) && !is_combining(c)
}
