//! The language of the pages that need no JavaScript: the first of the browser's that is spoken
//! here (RFC 9110, 12.5.4).

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use flatchat_words::{Language, Words};

use super::App;

/// The words of the reader's language.
pub(super) struct Spoken(pub(super) &'static Words);

impl FromRequestParts<App> for Spoken {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _app: &App) -> Result<Spoken, Infallible> {
        Ok(Spoken(words_for(&parts.headers)))
    }
}

/// The words of the first language that is accepted and spoken here. English, if there is none.
pub(super) fn words_for(headers: &HeaderMap) -> &'static Words {
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    Language::first_known(by_weight(accepted.unwrap_or_default())).words()
}

/// The tags of a list such as `de-AT, en;q=0.7`, the best one first. `q=0` refuses a language.
fn by_weight(list: &str) -> Vec<&str> {
    let mut tags: Vec<(&str, f32)> = list.split(',').filter_map(weighted).collect();
    tags.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    tags.into_iter().map(|(tag, _)| tag).collect()
}

fn weighted(item: &str) -> Option<(&str, f32)> {
    let (tag, weight) = item.split_once(';').unwrap_or((item, "q=1"));
    let weight: f32 = weight.trim().strip_prefix("q=")?.trim().parse().ok()?;
    (weight > 0.0).then_some((tag.trim(), weight))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_language_that_is_spoken_here_is_taken() {
        for (accepted, expected) in [
            ("de-AT,de;q=0.9,en;q=0.8", Language::De),
            ("en;q=0.2, fi, ja;q=0.5", Language::Ja),
            ("fr;q=0, es ; q=0.1", Language::Es),
            ("zh-Hant-TW", Language::Zh),
            ("fi", Language::En),
            ("", Language::En),
            ("*", Language::En),
            ("de;q=x, ;;, pt;q=NaN, ar;q=0.001", Language::Ar),
        ] {
            let headers = HeaderMap::from_iter([(header::ACCEPT_LANGUAGE, accepted.parse().unwrap())]);
            assert_eq!(words_for(&headers).language, expected, "{accepted}");
        }
        assert_eq!(words_for(&HeaderMap::new()).language, Language::En);
    }
}
