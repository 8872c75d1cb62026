//! The name that is suggested for an export.

use jiff::Timestamp;

use super::ExportFormat;
use crate::files::is_invisible;
use crate::title::Title;

/// The longest part of a name that is made of a title, in bytes. Most disks take names of 255
/// bytes.
const MAX_BYTES: usize = 200;

/// Characters that Windows takes in no name, or that mean something else there or elsewhere.
const REFUSED: &str = "/\\:*?\"<>|";

/// Returns the name of a file for this format: the room's title and the day in UTC. The name is
/// valid on all systems.
pub(super) fn file_name(title: &str, format: ExportFormat, at: Timestamp) -> String {
    let day = at.to_string().chars().take("2026-11-26".len()).collect::<String>();
    format!("{} {day}.{}", safe(title), format.extension())
}

fn safe(title: &str) -> String {
    let mut name = String::new();
    for char in title.chars().filter(|char| !is_invisible(*char)) {
        let char = if REFUSED.contains(char) { '-' } else { char };
        if name.len() + char.len_utf8() > MAX_BYTES {
            break;
        }
        name.push(char);
    }
    // A dot at the beginning would hide the file.
    let name = name.trim().trim_start_matches(['.', '~', ' ']);
    if name.is_empty() { Title::default().to_string() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_valid_on_all_systems() {
        let at: Timestamp = "2026-11-26T23:59:59.5Z".parse().unwrap();
        let long = "👍".repeat(64);
        for (title, expected) in [
            ("Maker Night", "Maker Night 2026-11-26.html"),
            ("AC/DC: live?", "AC-DC- live- 2026-11-26.html"),
            ("../../etc/passwd", "-..-etc-passwd 2026-11-26.html"),
            ("..", "Flatchat 2026-11-26.html"),
            ("\u{202e}lmth.exe\0", "lmth.exe 2026-11-26.html"),
            ("CON", "CON 2026-11-26.html"),
            ("~", "Flatchat 2026-11-26.html"),
            ("Küche", "Küche 2026-11-26.html"),
            (&long, &format!("{} 2026-11-26.html", "👍".repeat(MAX_BYTES / 4))),
        ] {
            assert_eq!(file_name(title, ExportFormat::Html, at), expected);
        }
    }
}
