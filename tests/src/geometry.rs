//! The places of everything that can be pressed, before and after a change: a person's target must
//! not move.

use serde_json::{Value, json};

use crate::browser::Browser;

const GEOMETRY: &str = include_str!("geometry.js");

impl Browser {
    /// Lets a script change something, and checks that everything that could be pressed before is
    /// still in its place.
    ///
    /// # Panics
    /// When something has moved or disappeared.
    pub async fn nothing_moves(&self, change: &str) {
        self.nothing_moves_for(change, 60).await;
    }

    /// The same for a change that takes a while to appear.
    ///
    /// # Panics
    /// When something has moved, or when there was nothing to check.
    pub async fn nothing_moves_for(&self, change: &str, ms: u32) {
        let script = format!("{GEOMETRY} return moved(async () => {{ {change} }}, arguments[0])");
        let seen = self.run(&script, &[json!(ms)]).await;
        let none = Vec::new();
        let list =
            |key: &str| seen[key].as_array().unwrap_or(&none).iter().filter_map(Value::as_str).collect();
        let (watched, moved): (Vec<&str>, Vec<&str>) = (list("watched"), list("moved"));
        assert!(!watched.is_empty(), "{change}: there was nothing to be pressed");
        assert!(moved.is_empty(), "{change}\nmoved these: {moved:#?}\nof these: {watched:?}");
    }
}
