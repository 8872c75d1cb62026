//! Vectors of `tests/vectors` that several modules are tested with.

use std::collections::BTreeMap;

use serde::Deserialize;

#[derive(Deserialize)]
struct Text {
    text: String,
    links: Vec<String>,
}

/// Returns texts, each with the links in it that begin with a scheme or with `www.`.
pub(crate) fn links() -> Vec<(String, Vec<String>)> {
    let tables = include_str!("../../../tests/vectors/texts/links.json");
    let tables: BTreeMap<String, Vec<Text>> = serde_json::from_str(tables).expect("the vectors are JSON");
    let texts: Vec<Text> = tables.into_values().flatten().collect();
    assert!(texts.len() > 300, "{}", texts.len());
    texts
        .into_iter()
        .map(|Text { text, links }| (text, links.into_iter().filter(|link| has_beginning(link)).collect()))
        .collect()
}

fn has_beginning(link: &str) -> bool {
    let link = link.to_ascii_lowercase();
    ["http://", "https://", "www."].iter().any(|beginning| link.starts_with(beginning))
}
