//! The words of a message without the signs of its markup, for places that show plain text, such as
//! notifications. `ui/src/room/list/markup` has the same rules, and both are tested with
//! `tests/vectors/markup/plain.json`.
//!
//! # Invariants
//! * The work is linear in the text.
//! * No text is lost but the signs of markup that was understood.

mod blocks;
mod code_spans;
mod emphasis;
mod inline;

use blocks::Quotes;

/// Returns what a person reads of a text with markup.
///
/// ```
/// use flatchat_core::plain_words::plain_words;
///
/// assert_eq!(plain_words("> *tea* at `5`"), "tea at 5");
/// ```
pub fn plain_words(text: &str) -> String {
    blocks::words(&text.split('\n').collect::<Vec<_>>(), Quotes::Open)
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    #[test]
    fn the_vectors_hold() {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors/markup/plain.json");
        let vectors: Vec<[String; 2]> = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        assert!(vectors.len() > 30);
        for [text, plain] in vectors {
            assert_eq!(plain_words(&text), plain, "{text:?}");
        }
    }

    /// Work that grows with the square of such texts takes minutes.
    #[test]
    fn a_text_of_256_kib_is_done_at_once() {
        for seed in [
            "*",
            "**a",
            "*a **b ",
            "a*",
            "a**b*",
            "~~a",
            "`",
            "`a``b```",
            "> ",
            "- a\n",
            "\t",
            "a\tb\n",
            "```\n",
            "*a_`",
            "\n",
            "\n \n",
            "http://a.b/*",
            "  a\n",
        ] {
            let text = seed.repeat(256 * 1024 / seed.len());
            assert!(plain_words(&text).len() <= text.len() + text.len() / 2, "{seed:?}");
        }
    }
}
