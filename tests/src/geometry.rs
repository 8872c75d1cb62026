//! Where everything is that can be pressed, before and after something changes: what a person aims
//! at must stay.

use serde_json::{Value, json};

use crate::browser::Browser;

const GEOMETRY: &str = include_str!("geometry.js");

impl Browser {
    /// Lets a script change something, and checks that nothing that could be pressed before has
    /// moved or gone.
    ///
    /// # Panics
    /// When something has.
    pub async fn nothing_moves(&self, change: &str) {
        self.nothing_moves_for(change, 60).await;
    }

    /// The same for a change that takes a while to be shown.
    ///
    /// # Panics
    /// When something has moved, or there was nothing to be watched.
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
