//! Text as literal text in Markdown: CommonMark, and what GitHub adds to it.
//!
//! # Invariants
//! * A text stays within its paragraph, whatever it contains: a line break in it becomes a hard
//!   break.
//! * The readers of the Markdown see the text's own characters. Spaces at the beginning of a line
//!   become no-break spaces, because Markdown would leave them out; control characters become
//!   U+FFFD.

use crate::addresses::addresses_in;

/// A hard line break.
pub(super) const BREAK: &str = "\\\n";

/// These are markup wherever they stand.
const MARKUP: &str = "\\`*_[]<>&~^|$@";

const WHITE: [char; 3] = [' ', '\t', '\n'];

/// These are markup at the beginning of a line.
const LEADING: &str = "#+-=:";

/// Returns a text of one or more lines, as literal text. It must not stand at the beginning of a
/// paragraph.
pub(super) fn lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<String> = text.trim_end_matches(WHITE).split('\n').map(line).collect();
    lines.join(BREAK)
}

/// Returns a text of one line, as literal text that can stand anywhere in a paragraph.
pub(super) fn line(text: &str) -> String {
    let text = text.trim_end_matches(WHITE);
    let rest = text.trim_start_matches(WHITE);
    let mut line = indent(&text[..text.len() - rest.len()]);
    push_words(&mut line, rest);
    line
}

/// Returns the text of a link, as literal text: links cannot stand in links.
pub(super) fn label(text: &str) -> String {
    let mut label = String::new();
    push_literal(&mut label, text.trim_matches(WHITE), false);
    label
}

/// Returns spaces that Markdown does not leave out.
fn indent(white: &str) -> String {
    const NO_BREAK_SPACE: &str = "\u{A0}";
    white.chars().map(|char| NO_BREAK_SPACE.repeat(if char == '\t' { 4 } else { 1 })).collect()
}

fn push_words(line: &mut String, text: &str) {
    let mut at = 0;
    for address in addresses_in(text) {
        push_literal(line, &text[at..address.from], at == 0);
        push_address(line, &text[address.from..address.to], address.missing_scheme());
        at = address.to;
    }
    push_literal(line, &text[at..], at == 0);
}

/// In angle brackets, no character of an address is markup, but there it must have a scheme.
fn push_address(line: &mut String, address: &str, missing_scheme: &str) {
    if missing_scheme.is_empty() {
        line.extend(["<", address, ">"]);
        return;
    }
    // Behind an exclamation mark, a link would be a picture.
    if line.ends_with('!') {
        line.insert(line.len() - 1, '\\');
    }
    line.push('[');
    push_literal(line, address, false);
    line.extend(["](<", missing_scheme]);
    push_literal(line, address, false);
    line.push_str(">)");
}

fn push_literal(line: &mut String, text: &str, is_first: bool) {
    let mut digits_so_far = is_first;
    for (at, char) in text.char_indices() {
        let ends_number = digits_so_far && at > 0 && ".)".contains(char);
        let leads = is_first && at == 0 && LEADING.contains(char);
        let begins_address = char == '.' && ends_with_www(&text[..at]);
        let names_scheme = char == ':' && text[at..].starts_with("://");
        digits_so_far &= char.is_ascii_digit();
        match char {
            _ if ends_number || leads || begins_address || names_scheme || MARKUP.contains(char) => {
                line.push('\\');
                line.push(char);
            }
            '\t' => line.push(' '),
            _ if char.is_control() => line.push(char::REPLACEMENT_CHARACTER),
            _ => line.push(char),
        }
    }
}

fn ends_with_www(text: &str) -> bool {
    text.as_bytes().last_chunk::<3>().is_some_and(|end| end.eq_ignore_ascii_case(b"www"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

    use super::*;
    use crate::growth::{LINEAR, growth};
    use crate::vectors;

    /// Returns the text that readers of this Markdown see, or the first mark that is more than a
    /// paragraph, a line break or a link with its own address as its text.
    fn shown(markdown: &str) -> Result<String, String> {
        let mut text = String::new();
        for event in Parser::new_ext(markdown, Options::all() - Options::ENABLE_SMART_PUNCTUATION) {
            match event {
                Event::Text(part) => text.push_str(&part),
                Event::HardBreak => text.push('\n'),
                Event::Start(Tag::Paragraph | Tag::Link { .. })
                | Event::End(TagEnd::Paragraph | TagEnd::Link) => {}
                other => return Err(format!("{other:?}")),
            }
        }
        Ok(text)
    }

    /// What readers see of a text in which nothing is markup.
    fn literal(text: &str) -> String {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let lines = text.trim_end_matches(WHITE).split('\n').map(|line| {
            let line = line.trim_end_matches([' ', '\t']);
            let rest = line.trim_start_matches([' ', '\t']);
            let rest: String = rest
                .chars()
                .map(|char| match char {
                    '\t' => ' ',
                    _ if char.is_control() => char::REPLACEMENT_CHARACTER,
                    _ => char,
                })
                .collect();
            indent(&line[..line.len() - line.trim_start_matches([' ', '\t']).len()]) + &rest
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    fn check(text: &str) {
        let (markdown, expected) = match lines(text) {
            empty if empty.is_empty() => ("x\n".to_owned(), "x".to_owned()),
            lines => (format!("x{BREAK}{lines}\n"), format!("x\n{}", literal(text))),
        };
        assert_eq!(shown(&markdown), Ok(expected), "{markdown}");
    }

    #[test]
    fn what_markdown_takes_for_markup_is_shown_as_it_was_written() {
        for text in [
            "# not a heading\n- not an item\n+ nor this\n* nor this\n1. nor this\n12) nor this",
            "Heading\n===\nHeading\n---\n***\n___",
            "> not a quote\n>not this either",
            "```\nnot code\n```\n~~~\n    nor this\n\tnor this\n`nor this`",
            "*a* **b** _c_ __d__ ~~e~~ a*b*c $x$ $$y$$ ==z== ^2^ ||w||",
            "<b>bold</b> <script>alert(1)</script> <!-- --> &amp; &#65; &copy",
            "[a](http://b.example) ![a](b.png) [^1]: note [x]: /url\n[x]\n- [ ] task",
            "| a | b |\n|---|---|\n| 1 | 2 |\na\n:-\nterm\n: definition",
            "ana@maker.example www.maker.example WWW.maker.example ftp://x.example xhttp://y.example",
            "\\ \\\\ a\\\nb \\* c\\",
            "one\n\n\nfour\n\n",
            "a\r\nb\rc\0d\u{7}e\u{c}f\u{2028}g\u{202e}h",
            "  two\n\tone tab  \n ",
            "{#id} {.class} %%x%% :smile: 12:30 [[wiki]] 3.5 a-b",
            "",
        ] {
            check(text);
        }
    }

    #[test]
    fn a_web_address_is_a_link_with_all_its_characters() {
        let text = "(see http://a.example/x_y_z?q=*1&r=[2]/), https://b.example/~c/.";
        check(text);
        assert!(lines(text).contains("<http://a.example/x_y_z?q=*1&r=[2]/>"), "{}", lines(text));
        assert!(lines(text).contains("<https://b.example/~c/>"), "{}", lines(text));
    }

    /// Returns the links in a Markdown text: what each shows, and where it leads.
    fn links(markdown: &str) -> Vec<(String, String)> {
        let mut links: Vec<(String, String)> = Vec::new();
        let mut is_in_link = false;
        for event in Parser::new_ext(markdown, Options::all() - Options::ENABLE_SMART_PUNCTUATION) {
            match event {
                Event::Start(Tag::Link { dest_url, .. }) => {
                    links.push((String::new(), dest_url.to_string()));
                    is_in_link = true;
                }
                Event::End(TagEnd::Link) => is_in_link = false,
                Event::Text(part) if is_in_link => {
                    if let Some((shown, _)) = links.last_mut() {
                        shown.push_str(&part);
                    }
                }
                _ => {}
            }
        }
        links
    }

    #[test]
    fn links_are_those_of_the_page() {
        for (text, expected) in vectors::links() {
            check(&text);
            let expected: Vec<_> =
                expected.into_iter().map(|link| (link.clone(), with_scheme(link))).collect();
            assert_eq!(links(&format!("x{BREAK}{}", lines(&text))), expected, "{text:?}");
        }
    }

    fn with_scheme(link: String) -> String {
        if link.to_ascii_lowercase().starts_with("http") { link } else { format!("http://{link}") }
    }

    #[test]
    fn the_work_grows_as_the_text_does() {
        for unit in [".", "www.", "http://", "http://a.b ", "1", "*", ":"] {
            let growth = growth(
                |size| unit.repeat(4_096 * size / unit.len()),
                |text| assert!(!lines(text).is_empty()),
            );
            assert!(growth < LINEAR, "{unit:?}: {growth}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]
        #[test]
        fn any_text_is_literal(text in "[ \ta1.)(\\[\\]{}<>!#*_`~|=:+$@&/\"'^%\\\\\n\r-]{0,30}") {
            check(&text);
        }

        #[test]
        fn any_label_is_literal(text in "(?s)([ \\[\\]()<>!*_`~|:&/\\\\]|\\PC|http://|www\\.){1,30}") {
            let markdown = format!("x [{}](files/a%20b)\n", label(&text));
            let mut links = Parser::new_ext(&markdown, Options::all() - Options::ENABLE_SMART_PUNCTUATION)
                .filter(|event| matches!(event, Event::Start(Tag::Link { .. })));
            prop_assert!(links.next().is_some(), "{}", markdown);
            prop_assert!(links.next().is_none(), "{}", markdown);
            let text = text.trim_matches(WHITE);
            prop_assert_eq!(shown(&markdown), Ok(format!("x {}", literal(text))));
        }

        #[test]
        fn any_characters_are_literal(text in "(?s).{0,40}") {
            check(&text);
        }

        #[test]
        fn any_addresses_are_literal(text in "( |http://|www\\.|[a-z.@/?&=_*~()<>,;:!-]){0,20}") {
            check(&text);
        }
    }
}
