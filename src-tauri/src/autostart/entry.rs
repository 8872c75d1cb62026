//! A desktop entry: whether it starts the app at login, and how to write one.
//!
//! According to the Desktop Entry Specification and the Desktop Application Autostart
//! Specification.

use std::path::Path;

use crate::args::HIDDEN;

const GROUP: &str = "[Desktop Entry]";

/// The text of a desktop entry.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry<'a>(pub(super) &'a str);

impl<'a> Entry<'a> {
    /// Whether a desktop with these names (`XDG_CURRENT_DESKTOP`) starts the entry's program.
    /// `runs` says whether a program can be run.
    pub(super) fn starts_in(self, desktops: &str, runs: impl Fn(&str) -> bool) -> bool {
        let off = self.says("Hidden", "true")
            || ["X-GNOME-Autostart-enabled", "X-MATE-Autostart-enabled", "X-KDE-autostart-enabled"]
                .into_iter()
                .any(|key| self.value(key).is_some() && !self.says(key, "true"));
        let program = self.value("Exec").and_then(program_of);
        !off && self.value("Type") == Some("Application")
            && self.is_for(desktops)
            && program.is_some_and(|program| runs(&program))
            && self.value("TryExec").is_none_or(|program| runs(&unescape(program)))
    }

    fn is_for(self, desktops: &str) -> bool {
        let names = |list: &str| {
            let mut names = list.split(';').map(str::trim).filter(|name| !name.is_empty());
            names.any(|name| desktops.split(':').any(|desktop| desktop == name))
        };
        self.value("OnlyShowIn").is_none_or(names) && !self.value("NotShowIn").is_some_and(names)
    }

    /// Desktops write `true` with and without a capital letter. Both are meant.
    fn says(self, key: &str, word: &str) -> bool {
        self.value(key).is_some_and(|value| value.eq_ignore_ascii_case(word))
    }

    /// The last value of a key in the entry's own group. The other groups are its actions.
    fn value(self, key: &str) -> Option<&'a str> {
        let lines = self.0.lines().map(str::trim).skip_while(|line| *line != GROUP).skip(1);
        let own = lines.take_while(|line| !line.starts_with('['));
        let pairs = own.filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('='));
        pairs.filter(|(name, _)| name.trim_end() == key).map(|(_, value)| value.trim()).last()
    }
}

/// The entry that starts `program`, hidden.
pub(super) fn starting(program: &Path) -> String {
    let exec = quoted(&program.display().to_string());
    format!("{GROUP}\nType=Application\nName=Flatchat\nIcon=flatchat\nExec={exec} {HIDDEN}\nTerminal=false\n")
}

/// An entry that keeps the desktop from starting another entry of the same name.
pub(super) fn masking() -> String {
    format!("{GROUP}\nType=Application\nName=Flatchat\nHidden=true\n")
}

/// The first argument of a command line.
fn program_of(exec: &str) -> Option<String> {
    let exec = unescape(exec);
    let program = match exec.strip_prefix('"') {
        Some(quoted) => unquote(quoted),
        None => exec.split_whitespace().next().unwrap_or_default().to_owned(),
    };
    let program = program.replace("%%", "%");
    (!program.is_empty()).then_some(program)
}

/// The text up to the closing quote.
fn unquote(quoted: &str) -> String {
    let mut program = String::new();
    let mut characters = quoted.chars();
    while let Some(c) = characters.next().filter(|c| *c != '"') {
        program.extend(if c == '\\' { characters.next() } else { Some(c) });
    }
    program
}

/// Strings in such a file have each backslash twice.
fn unescape(value: &str) -> String {
    let mut plain = String::new();
    let mut characters = value.chars();
    while let Some(c) = characters.next() {
        match c {
            '\\' => plain.extend(characters.next().map(|c| if c == 's' { ' ' } else { c })),
            c => plain.push(c),
        }
    }
    plain
}

/// Quoted for `Exec`, and then with each backslash twice, as in all strings of such a file.
fn quoted(program: &str) -> String {
    let mut quoted = String::new();
    for c in program.chars() {
        match c {
            '\\' => quoted.push_str("\\\\\\\\"),
            '"' | '`' | '$' => quoted.extend(["\\\\", &c.to_string()]),
            '%' => quoted.push_str("%%"),
            c => quoted.push(c),
        }
    }
    format!("\"{quoted}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: &str = "/opt/flat chat/flatchat";

    fn starts(text: &str) -> bool {
        Entry(text).starts_in("ubuntu:GNOME", |program| [OURS, "flatchat"].contains(&program))
    }

    fn with(line: &str) -> String {
        format!("{}{line}\n", starting(Path::new(OURS)))
    }

    #[test]
    fn a_path_is_quoted_as_desktop_entries_want_it_and_read_again() {
        assert_eq!(quoted("/usr/bin/flatchat"), r#""/usr/bin/flatchat""#);
        assert_eq!(quoted("/home/a b/100%.AppImage"), r#""/home/a b/100%%.AppImage""#);
        assert_eq!(quoted(r#"/a"b$c`d\e"#), r#""/a\\"b\\$c\\`d\\\\e""#);
        for path in ["/usr/bin/flatchat", "/home/a b/100%.AppImage", r#"/a"b$c`d\e"#, "/caf\u{e9}"] {
            assert_eq!(program_of(&format!("{} --hidden", quoted(path))).as_deref(), Some(path));
        }
    }

    #[test]
    fn what_the_desktop_has_turned_off_does_not_count_as_on() {
        for line in [
            "Hidden=true",
            "Hidden = True",
            "Hidden=false\nHidden=true",
            "X-GNOME-Autostart-enabled=false",
            "X-GNOME-Autostart-enabled=False",
            "X-GNOME-Autostart-enabled=",
            "X-MATE-Autostart-enabled=false",
            "X-KDE-autostart-enabled=false",
            "OnlyShowIn=KDE;XFCE;",
            "OnlyShowIn=",
            "NotShowIn=XFCE;GNOME",
            "TryExec=/opt/gone",
            "Type=Link",
            "Exec=",
            "Exec=/opt/gone --hidden",
            "Exec=\"/opt/gone and away\" --hidden",
        ] {
            assert!(!starts(&with(line)), "{line}");
        }
    }

    #[test]
    fn what_the_desktop_starts_counts_as_on() {
        for line in [
            "",
            "Hidden=false",
            "#Hidden=true",
            "Hidden[de]=true",
            "X-GNOME-Autostart-enabled=true",
            "X-GNOME-Autostart-Delay=5",
            "OnlyShowIn=KDE;GNOME;",
            "NotShowIn=KDE;",
            "TryExec=flatchat",
            "Exec=flatchat --hidden",
            "\n[Desktop Action quit]\nHidden=true\nExec=/opt/gone",
        ] {
            assert!(starts(&with(line)), "{line}");
        }
        assert!(starts(&with("").replace('\n', "\r\n")));
    }

    #[test]
    fn a_file_that_is_no_entry_starts_nothing() {
        let ours = with("");
        let torn = &ours[..ours.len() / 2];
        let other_group = ours.replace(GROUP, "[Something Else]");
        for text in ["", "\n", "\0\0\0", "Exec=flatchat", "[Desktop Entry]", torn, &other_group, &masking()] {
            assert!(!starts(text), "{text:?}");
        }
    }

    #[test]
    fn a_desktop_without_a_name_starts_what_is_for_every_desktop() {
        let starts = |text: &str| Entry(text).starts_in("", |_| true);
        assert!(starts(&with("")) && starts(&with("NotShowIn=GNOME;")));
        assert!(!starts(&with("OnlyShowIn=GNOME;")));
    }
}
