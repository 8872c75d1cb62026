//! QR codes (ISO/IEC 18004): as the path of an SVG, which a page can draw, and as characters for a
//! terminal.

use std::fmt::Write;

use qrcodegen::{QrCode, QrCodeEcc};
use serde::Serialize;

/// A QR code's dark modules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Qr {
    /// Modules on each side, without the quiet zone of four around them.
    pub size: u32,
    /// SVG path data with one unit for a module: a rectangle for each run of dark modules.
    pub path: String,
}

impl Qr {
    /// The code for `text`. `None` if the text is too long for a code.
    pub fn of(text: &str) -> Option<Qr> {
        let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
        let mut path = String::new();
        for y in 0..code.size() {
            draw_row(&code, y, &mut path);
        }
        Some(Qr { size: code.size().unsigned_abs(), path })
    }
}

fn draw_row(code: &QrCode, y: i32, path: &mut String) {
    let mut x = 0;
    while x < code.size() {
        let run = (x..code.size()).take_while(|x| code.get_module(*x, y)).count();
        if run > 0 {
            write!(path, "M{x} {y}h{run}v1h-{run}z").expect("a String takes everything");
        }
        x += i32::try_from(run).expect("a row has at most 177 modules") + 1;
    }
}

/// How many light modules surround a code in a terminal.
const QUIET: i32 = 4;

/// The code for `text` in characters of two modules each, with its quiet zone: one string for each
/// row of a terminal. Show it dark on light. `None` if the text is too long for a code.
pub fn half_blocks(text: &str) -> Option<Vec<String>> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let side = -QUIET..code.size() + QUIET;
    let block = |x, y| match (code.get_module(x, y), code.get_module(x, y + 1)) {
        (true, true) => '\u{2588}',
        (true, false) => '\u{2580}',
        (false, true) => '\u{2584}',
        (false, false) => ' ',
    };
    Some(side.clone().step_by(2).map(|y| side.clone().map(|x| block(x, y)).collect()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_blocks_show_each_module_and_a_quiet_zone() {
        let text = "http://192.168.1.5:8765/";
        let code = QrCode::encode_text(text, QrCodeEcc::Medium).unwrap();
        let rows: Vec<Vec<char>> =
            half_blocks(text).unwrap().iter().map(|row| row.chars().collect()).collect();
        let dark = |x: i32, y: i32| {
            let (x, y) = (usize::try_from(x + QUIET).unwrap(), usize::try_from(y + QUIET).unwrap());
            let upper = y.is_multiple_of(2);
            match rows[y / 2][x] {
                '\u{2588}' => true,
                '\u{2580}' => upper,
                '\u{2584}' => !upper,
                _ => false,
            }
        };
        for y in -QUIET..code.size() + QUIET {
            for x in -QUIET..code.size() + QUIET {
                assert_eq!(dark(x, y), code.get_module(x, y), "({x}, {y})");
            }
        }
    }

    #[test]
    fn the_path_draws_each_dark_module_once() {
        let text = "http://192.168.1.5:8765/";
        let qr = Qr::of(text).unwrap();
        let code = QrCode::encode_text(text, QrCodeEcc::Medium).unwrap();
        let all = (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (x, y)));
        let dark = all.filter(|(x, y)| code.get_module(*x, *y)).count();
        let drawn: usize = qr
            .path
            .split('M')
            .filter_map(|run| run.split_once('h')?.1.split_once('v')?.0.parse::<usize>().ok())
            .sum();
        assert_eq!((drawn, qr.size), (dark, code.size().unsigned_abs()));
        assert!(qr.path.starts_with("M0 0h7v1h-7z"), "the finder pattern's edge");
    }

    #[test]
    fn what_fits_no_code_has_none() {
        assert_eq!(Qr::of(&"x".repeat(5000)), None);
    }
}
