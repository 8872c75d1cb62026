//! The test of whether two names look alike.
//!
//! Both names are reduced to what a person sees at a glance. Names do not count as different if
//! they differ only in case, spaces, accents or invisible characters, in letters of different
//! alphabets with the same shape (the skeletons of UTS #39), or in one of a few pairs that UTS #39
//! does not have.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;
use unicode_properties::{GeneralCategory as Category, UnicodeGeneralCategory};
use unicode_security::confusable_detection::skeleton;

use super::characters::{is_blank, is_invisible, is_space};
use super::ideographs::twin;

/// The regions that have flags (emoji-sequences.txt, Unicode 17).
const FLAGS: &str = "\
    ACADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCN\
    COCPCQCRCUCVCWCXCYCZDEDGDJDKDMDODZEAECEEEGEHERESETEUFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGU\
    GWGYHKHMHNHRHTHUICIDIEILIMINIOIQIRISITJEJMJOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDME\
    MFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONPNRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQAREROR\
    SRURWSASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTATCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUAUGUMUNUSUYUZVAVC\
    VEVGVIVNVUWFWSXKYEYTZAZMZW";

/// The most letters of a name for which each way to read them is tried on its own. Further ones are
/// read like the last of these.
const MAX_DOUBTFUL: usize = 4;

/// What a name can be read as, each reading once. Two names look alike when they have one in
/// common.
///
/// A capital letter is read as its small letter and as the letter that it resembles, so that case
/// and alphabets (`Ana`, `аnа`) are caught, and names of which only a capital letter resembles
/// another (`Ian`, `lan`). Each letter is read for itself: `ſELIX` is like `felix`, although its
/// `ſ` has to be read by its shape, and its `I` by its case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Likeness(BTreeSet<String>);

impl Likeness {
    pub(super) fn of(name: &str) -> Likeness {
        let readings = readings(name).into_iter().map(|reading| folded(&reading));
        let drawn = blur(&essence(&drawn(name)).to_lowercase());
        Likeness(readings.chain([drawn]).collect())
    }

    /// The readings of the name.
    pub(crate) fn readings(&self) -> impl Iterator<Item = &String> {
        self.0.iter()
    }
}

/// Returns the name with each doubtful letter as it is and as it is drawn, in all combinations.
fn readings(name: &str) -> Vec<String> {
    let mut doubtful = 0;
    let mut readings = vec![(String::new(), false)];
    for c in name.nfd() {
        let Some(drawn) = other_reading(c) else {
            readings.iter_mut().for_each(|(reading, _)| reading.push(c));
            continue;
        };
        doubtful += 1;
        if doubtful <= MAX_DOUBTFUL {
            let other_half: Vec<_> = readings.iter().map(|(reading, _)| (reading.clone(), true)).collect();
            readings.iter_mut().for_each(|(_, as_drawn)| *as_drawn = false);
            readings.extend(other_half);
        }
        for (reading, as_drawn) in &mut readings {
            if *as_drawn { reading.push_str(&drawn) } else { reading.push(c) }
        }
    }
    readings.into_iter().map(|(reading, _)| reading).collect()
}

/// Returns what a letter looks like, if this is another letter than its small one.
fn other_reading(c: char) -> Option<String> {
    if c.is_ascii() && !c.is_ascii_uppercase() {
        return None;
    }
    let letter = c.to_string();
    let plain = visible(&letter);
    if plain.to_lowercase() == plain && shape(c).is_none() {
        return None;
    }
    let drawn = drawn(&letter).to_lowercase();
    (folded(&drawn) != folded(&letter)).then_some(drawn)
}

/// Returns the skeleton of the lower-cased name.
fn folded(name: &str) -> String {
    let letters: String = name.nfd().map(|c| letter(c).unwrap_or_else(|| c.into())).collect();
    let lower = plain_signs(&visible(&letters)).to_lowercase();
    let folded: String = skeleton(&keep_rings(&essence(&lower))).collect();
    blur(&essence(&folded).to_lowercase())
}

/// Returns the skeleton of the name as it is.
fn drawn(name: &str) -> String {
    let shapes: String = name.nfd().map(|c| shape(c).unwrap_or_else(|| c.into())).collect();
    skeleton(&keep_rings(&visible(&shapes))).filter(|c| !is_accent(*c)).collect()
}

fn visible(name: &str) -> String {
    name.nfkc().filter(|c| !is_invisible(*c) && !is_blank(*c)).map(plain_capital).collect()
}

/// Returns the ASCII letters that `c` looks like, if NFKC makes others of it: the lunate sigma `ϲ`
/// looks like `c`, and NFKC makes it `σ`; the long `ſ` looks like `f`, and NFKC makes it `s`.
fn shape(c: char) -> Option<String> {
    let normal = c.nfkc();
    if c.is_ascii() || normal.clone().eq([c]) {
        return None;
    }
    let shape: String = skeleton(c.encode_utf8(&mut [0; 4])).collect();
    let is_letters = !shape.is_empty() && shape.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (is_letters && !skeleton(&normal.collect::<String>()).eq(shape.chars())).then_some(shape)
}

/// The same, but not if NFKC makes ASCII of it: many people read `ſ` as `s`.
fn letter(c: char) -> Option<String> {
    shape(c).filter(|_| !c.nfkc().all(|c| c.is_ascii()))
}

/// Returns the letter or the digit that a small, a framed or a circled one shows. UTS #39 has few
/// of them.
fn plain_capital(c: char) -> char {
    const SMALL: &str = "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡ\u{0}ʏᴢ";
    let digit = |first: u32| char::from_digit(u32::from(c) - first + 1, 10).unwrap_or(c);
    let at = match c {
        '\u{1F150}'..='\u{1F169}' => u32::from(c) - 0x1F150,
        '\u{1F170}'..='\u{1F189}' => u32::from(c) - 0x1F170,
        '\u{2776}'..='\u{277E}' => return digit(0x2776),
        '\u{2780}'..='\u{2788}' => return digit(0x2780),
        '\u{278A}'..='\u{2792}' => return digit(0x278A),
        '\u{24F5}'..='\u{24FD}' => return digit(0x24F5),
        '\u{24FF}' | '\u{1F10B}' | '\u{1F10C}' => return '0',
        _ => {
            return SMALL.chars().zip('A'..='Z').find(|(small, _)| *small == c).map_or(c, |(_, plain)| plain);
        }
    };
    ('A'..='Z').nth(at as usize).unwrap_or(c)
}

/// Writes signs that show words, and regional indicators that are no flags, as their letters. A
/// glance may also take them for pictures, so this is done to only one of the two forms.
fn plain_signs(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    let mut rest = name;
    while let Some(c) = rest.chars().next() {
        let end = rest.find(|c| !is_regional(c)).unwrap_or(rest.len()).max(c.len_utf8());
        let (run, behind) = rest.split_at(end);
        rest = behind;
        if is_regional(c) && !is_flags(&regional_letters(run)) {
            plain.push_str(&regional_letters(run));
        } else {
            plain.push_str(sign(c).unwrap_or(run));
        }
    }
    plain
}

fn is_regional(c: char) -> bool {
    ('\u{1F1E6}'..='\u{1F1FF}').contains(&c)
}

fn regional_letters(run: &str) -> String {
    let letter = |c: char| ('A'..='Z').nth(u32::from(c).checked_sub(0x1F1E6)? as usize);
    run.chars().filter_map(letter).collect()
}

/// Whether these letters, written as regional indicators, are drawn as flags.
fn is_flags(letters: &str) -> bool {
    let is_flag = |pair: &[u8]| FLAGS.as_bytes().chunks(2).any(|flag| flag == pair);
    letters.as_bytes().chunks(2).all(is_flag)
}

/// Returns the words that a sign shows.
fn sign(c: char) -> Option<&'static str> {
    const SIGNS: [&str; 16] = [
        "IC", "PA", "SA", "AB", "WC", "DJ", "CL", "COOL", "FREE", "ID", "NEW", "NG", "OK", "SOS", "UP", "VS",
    ];
    SIGNS.get(u32::from(c).checked_sub(0x1F18B)? as usize).copied()
}

/// Writes the ring of Japanese letters (ぱ) as two of the other voicing mark (ば has one). UTS #39
/// takes it for the ring of å, an accent, but は and ぱ are two letters.
fn keep_rings(name: &str) -> String {
    name.nfd().collect::<String>().replace('\u{309A}', "\u{3099}\u{3099}")
}

/// Returns the part of a name that makes it different from others: its letters and digits. If there
/// are no letters, pictures count as well. If there is only punctuation, the kinds of punctuation
/// count.
fn essence(name: &str) -> String {
    let is_picture = |c: char| c.general_category() == Category::OtherSymbol;
    let is_digit = |c: char| c.is_alphanumeric() && punctuation(c) == c;
    let has_letters = name.chars().any(|c| c.is_alphabetic() && is_digit(c));
    let telling: String = match has_letters {
        true => name.chars().filter(|c| c.is_alphanumeric() && !is_ornament(*c)).collect(),
        false => name.chars().filter(|c| is_digit(*c) || is_picture(*c)).collect(),
    };
    if telling.is_empty() { kinds(name) } else { telling }
}

/// Reduces punctuation to its kinds: `---` and `——` are the same, and so are `…` and `. . .`.
fn kinds(name: &str) -> String {
    let mut marks: Vec<char> = name.chars().filter(|c| !is_space(*c)).map(punctuation).collect();
    marks.dedup();
    marks.into_iter().collect()
}

/// Returns one character for all dashes, and one for all dots. Any other character stays as it is.
fn punctuation(c: char) -> char {
    match c {
        '-'
        | '\u{2212}'
        | '\u{00AF}'
        | '\u{02C9}'
        | '\u{30FC}'
        | '\u{2500}'
        | '\u{2501}'
        | '\u{23BA}'..='\u{23BD}' => '-',
        '.' | '·' | '•' | '∙' | '⋅' | '․' | '‥' | '…' | '⋯' | '‧' | '・' | '。' | '˳' | '●' | '⚫' | '∘'
        | '٠' | '۔' => '.',
        c if c.general_category() == Category::DashPunctuation => '-',
        c => c,
    }
}

/// Whether `c` may be left out of a name or drawn long: the Arabic tatweel.
fn is_ornament(c: char) -> bool {
    c == '\u{640}'
}

/// Whether `c` is a mark that many people leave out: accents, the points of Hebrew, the vowels of
/// Arabic. The vowels of Indian scripts are not included.
fn is_accent(c: char) -> bool {
    matches!(canonical_combining_class(c), 1 | 10..=36 | 200..=240)
}

/// Replaces letters that resemble one another with a single one.
fn blur(name: &str) -> String {
    // The skeleton already has `rn` in place of `m`.
    let name: String = name.chars().map(twin).collect();
    name.replace("vv", "w").replace("cl", "d")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike(a: &str, b: &str) -> bool {
        let (a, b) = (Likeness::of(a), Likeness::of(b));
        a.readings().any(|reading| b.0.contains(reading))
    }

    #[test]
    fn names_that_look_alike_are_told() {
        for (a, b) in [
            ("Ana", "ana"),
            ("ana", "аnа"),
            ("Ian", "lan"),
            ("a na", "ana"),
            ("ａｎａ", "ana"),
            ("g00d", "gOOd"),
            ("José", "Jose"),
            ("a\u{338}na", "ana"),
            ("Ana — Maria", "Ana Maria"),
            ("ᴀɴᴀ", "Ana"),
            ("🅰na", "Ana"),
            ("🅐🅝🅐", "Ana"),
            ("🄰na", "Ana"),
            ("Ϲarl", "Carl"),
            ("ϲarl", "Carl"),
            ("ϹARL", "carl"),
            ("ϲаrl", "carl"),
            ("ſelix", "Felix"),
            ("ſELIX", "FELIX"),
            ("ſally", "Sally"),
            ("Kriﬅof", "Kriftof"),
            ("Kriﬅof", "Kristof"),
            ("Ana❶", "Ana1"),
            ("Ana ➀", "Ana 1"),
            ("Ana ➒", "Ana 9"),
            ("Ana ⓽", "Ana 9"),
            ("Ana ⓿", "Ana 0"),
            ("Ana🄋", "Ana0"),
            ("🆗", "OK"),
            ("Ana🆒", "AnaCool"),
            ("Ana 🆗", "Ana"),
            ("🇦🇳🇦", "Ana"),
            ("🇦🇳🇩🇷🇪🇦", "Andrea"),
            ("Bo 🇦🇳🇦", "Bo Ana"),
            ("Ana 🇩🇪", "Ana"),
            ("Ana 🇩🇪🇫🇷", "Ana"),
        ] {
            assert!(alike(a, b), "{a} and {b}");
        }
    }

    /// Attack: a letter that NFKC makes another letter of, and that is drawn as neither.
    #[test]
    fn a_letter_that_is_normalized_is_still_like_the_letters_that_it_looks_like() {
        let shaped: Vec<(char, String)> =
            (char::MIN..=char::MAX).filter_map(|c| Some((c, shape(c)?))).collect();
        for known in ['ϲ', 'Ϲ', 'ſ', 'ﬅ', '𞹤'] {
            assert!(shaped.iter().any(|(c, _)| *c == known), "{known}");
        }
        for (c, shape) in shaped {
            let (name, twin) = (format!("{c}bb{c}"), format!("{shape}bb{shape}"));
            assert!(alike(&name, &twin), "{name} and {twin}");
        }
    }

    /// Attack: one letter is known by its shape, another one by its case.
    #[test]
    fn each_letter_is_read_by_its_case_and_by_its_shape() {
        let families: [&[&str]; 6] = [
            &["felix", "Felix", "FELIX", "ſelix", "ſELIX", "ſeLIx", "ſｅLIX"],
            &["slan", "SIan", "ſIan", "ſlan"],
            &["hian", "HIAN", "HIan", "НIаn", "ΗIAN", "НІАN", "Ηian"],
            &["lan ian", "Ian Ian", "IAN IAN", "lan Ian"],
            &["ian lan", "Ian Ian", "IAN IAN", "Ian lan"],
            &["hannah iii", "НANNAН III", "НANNAH III"],
        ];
        for family in families {
            for (a, b) in family.iter().flat_map(|a| family.iter().map(move |b| (a, b))) {
                assert!(alike(a, b), "{a} and {b}");
            }
        }
        for (a, b) in [("lan ian", "ian lan"), ("slan", "felix"), ("ſian", "lian"), ("hian", "nian")] {
            assert!(!alike(a, b), "{a} and {b}");
        }
    }

    #[test]
    fn a_name_of_doubtful_letters_alone_has_few_readings_and_is_still_like_itself() {
        let all = "I".repeat(32);
        assert!(Likeness::of(&all).readings().count() <= (1 << MAX_DOUBTFUL) + 1);
        assert!(alike(&all, &"i".repeat(32)) && alike(&all, &"l".repeat(32)));
        assert!(!alike(&all, &"I".repeat(31)));
    }

    #[test]
    fn each_regions_flag_is_listed_once() {
        assert!(FLAGS.as_bytes().chunks(2).is_sorted_by(|one, next| one < next));
        assert_eq!(FLAGS.len(), 2 * 259);
    }

    #[test]
    fn invisible_characters_do_not_tell_names_apart() {
        for (a, b) in [
            ("Ana 👩‍💻", "Ana 👩💻"),
            ("👩‍💻", "👩💻"),
            ("❤️ Kim", "❤ Kim"),
            ("❤️", "❤"),
            ("🏳️‍🌈 Kim", "🏳🌈 Kim"),
            ("👍🏽", "👍"),
            ("1️⃣", "1"),
            ("علی‌رضا", "علیرضا"),
            ("ශ්‍රීනාත්", "ශ්රීනාත්"),
            ("র‍্যাচেল", "র্যাচেল"),
            ("র\u{200C}্যাব", "র\u{200D}্যাব"),
            ("উত্\u{200D}", "উত্"),
            ("葛\u{E0100}城", "葛城"),
            ("👍\u{FFFC}", "👍"),
            ("ana\u{1D159}", "ana"),
        ] {
            assert!(alike(a, b), "{a} and {b}");
        }
    }

    #[test]
    fn dashes_dots_and_twins_are_what_a_glance_takes_them_for() {
        for (a, b) in [
            ("---", "———"),
            ("---", "–"),
            ("-", "−"),
            ("———", "ーー"),
            ("—", "一"),
            ("…", ". . ."),
            ("...", "··"),
            ("。。。", "…"),
            ("!", "! !"),
            ("日本", "日夲"),
            ("土田", "士田"),
            ("高橋", "髙橋"),
            ("吉野", "𠮷野"),
            ("克己", "克已"),
            ("克己", "克巳"),
            ("ﾊﾟﾊﾟ", "パパ"),
            ("ぺぺ", "ペペ"),
            ("a\u{309A}na", "ana"),
            ("ロ", "口"),
            ("www", "vvww"),
            ("WVV", "vvW"),
            ("mara", "rnara"),
            ("dara", "clara"),
            ("Dara", "CLara"),
            ("عـلي", "علي"),
            ("عَلِي", "علي"),
            ("דָנָה", "דנה"),
        ] {
            assert!(alike(a, b), "{a} and {b}");
        }
    }

    #[test]
    fn names_that_nobody_mistakes_are_two() {
        for (a, b) in [
            ("ana", "anna"),
            ("bo", "ana"),
            ("ana", "ana 2"),
            ("李", "王"),
            ("👍", "👎"),
            ("👍 2", "👎 2"),
            ("👍 2", "👍 3"),
            ("---", "..."),
            ("!", "?"),
            ("大郎", "太郎"),
            ("一郎", "二郎"),
            ("कि", "कु"),
            ("กุ", "กู"),
            ("2", "3"),
            ("はは", "ぱぱ"),
            ("ばば", "ぱぱ"),
            ("はは", "ばば"),
            ("ハナ", "パナ"),
            ("ホン", "ポン"),
            ("ボン", "ポン"),
            ("Ana ❶", "Ana ❷"),
            ("🇩🇪", "de"),
            ("🇩🇪", "🇫🇷"),
            ("Ana 🇩🇪", "Ana DE"),
        ] {
            assert!(!alike(a, b), "{a} and {b}");
        }
    }
}
