//! The frames of a page while something is done: how many came, how many late, and after how long.

use serde_json::Value;

use crate::browser::Browser;

/// Records the time of each frame.
const WATCH: &str = "const frame = now => { window.frames_ms.push(now); requestAnimationFrame(frame) };
    if (!window.frames_ms) requestAnimationFrame(frame);
    window.frames_ms = []";

/// At 60 frames a second, a frame takes 16.7 ms. After 25 ms, one frame was dropped.
const LATE_MS: f64 = 25.0;

/// The gaps between the frames of a page.
#[derive(Clone, Copy, Debug)]
pub struct Gaps {
    /// How many frames came.
    pub frames: usize,
    /// How many of them came after a dropped one.
    pub late: usize,
    /// The longest gap, in ms.
    pub longest_ms: f64,
}

impl Gaps {
    /// Watches the page's frames while this is done.
    ///
    /// # Panics
    /// When the page does not answer.
    pub async fn during(page: &Browser, meanwhile: impl Future<Output = ()>) -> Gaps {
        page.run(WATCH, &[]).await;
        meanwhile.await;
        let times = page.run("return window.frames_ms.splice(0)", &[]).await;
        let times: Vec<f64> = times.as_array().expect("a list").iter().filter_map(Value::as_f64).collect();
        let gaps: Vec<f64> = times.windows(2).map(|pair| pair[1] - pair[0]).collect();
        Gaps {
            frames: gaps.len(),
            late: gaps.iter().filter(|gap| **gap > LATE_MS).count(),
            longest_ms: gaps.iter().copied().fold(0.0, f64::max),
        }
    }
}
