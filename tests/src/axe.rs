//! axe-core, which searches a page for what keeps people with disabilities out.

use std::path::Path;

use serde_json::{Value, json};

use crate::browser::Browser;

/// The library, which npm has put beside the page's other tools.
const LIBRARY: &str = "../ui/node_modules/axe-core/axe.min.js";

const AXE: &str = include_str!("axe.js");

/// The rules about colours. The others find the same in both themes.
const COLOUR_RULES: [&str; 2] = ["color-contrast", "link-in-text-block"];

/// What axe-core cannot judge by itself, and a person has judged: the rule, a part of the element's
/// HTML or of axe-core's words, and the reason why it is right.
pub type Explained = (&'static str, &'static str, &'static str);

/// What axe-core has found on a page.
#[derive(Debug)]
struct Finding {
    rule: String,
    html: String,
    needs_review: bool,
    words: String,
}

impl Finding {
    fn read(value: &Value) -> Finding {
        let text = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
        let needs_review = value["kind"] == json!("incomplete");
        Finding { rule: text("rule"), html: text("html"), needs_review, words: text("words") }
    }

    fn is_one_of(&self, explained: &[Explained]) -> bool {
        let fits = |(rule, part, _): &Explained| {
            self.rule == *rule && (self.html.contains(part) || self.words.contains(part))
        };
        self.needs_review && explained.iter().any(fits)
    }
}

impl Browser {
    /// Searches the open dialog, or else the whole page, and returns one text for each thing that
    /// is wrong or has to be looked at by a person and is not explained.
    ///
    /// # Panics
    /// When axe-core is not there or does not answer.
    pub async fn axe(&self, explained: &[Explained]) -> Vec<String> {
        self.axe_by(Value::Null, explained).await
    }

    /// The same for colours alone, which takes half of the time.
    pub async fn axe_colours(&self, explained: &[Explained]) -> Vec<String> {
        self.axe_by(json!(COLOUR_RULES), explained).await
    }

    async fn axe_by(&self, rules: Value, explained: &[Explained]) -> Vec<String> {
        self.load_axe().await;
        let answer = self.client.execute_async(AXE, vec![rules]).await.expect("axe-core answers");
        let found = answer.as_array().unwrap_or_else(|| panic!("axe-core failed: {answer}"));
        let found = found.iter().map(Finding::read).filter(|finding| !finding.is_one_of(explained));
        found
            .map(|finding| {
                let kind = if finding.needs_review { "to review" } else { "wrong" };
                format!("{kind}: {}: {}\n    {}", finding.rule, finding.html, finding.words)
            })
            .collect()
    }

    /// The page's policy allows no script from elsewhere, but a driver's script is not the page's.
    async fn load_axe(&self) {
        if self.run("return typeof window.axe !== 'undefined'", &[]).await == json!(true) {
            return;
        }
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(LIBRARY);
        let source = std::fs::read_to_string(&path)
            .unwrap_or_else(|error| panic!("{}: {error}; run `make ui` first", path.display()));
        self.run(&source, &[]).await;
    }
}
