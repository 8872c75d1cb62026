//! The pointer and the finger on a page, by Chromium's DevTools: hovering, pressing with the right
//! button, holding a finger still, swiping.

use serde_json::{Value, json};

use crate::browser::{Browser, keys};
use crate::wait::until;

/// A point in CSS pixels, from the page's upper left corner.
pub type Point = (f64, f64);

/// The first line of the words of the row with this text, as a box.
const BOX: &str = "\
    const words = [...document.querySelectorAll('[role=log] [data-entry] [dir=auto]')].find((one) => one.textContent === arguments[0]); \
    if (!words) return null; \
    const range = document.createRange(); range.selectNodeContents(words); \
    const { left, top, width, height } = range.getClientRects()[0]; \
    return [left + Math.min(width / 2, 40), top + height / 2]";

/// Whether the pointer is on the row with this text.
const IS_HOVERED: &str = "\
    const words = [...document.querySelectorAll('[role=log] [data-entry] [dir=auto]')].find((one) => one.textContent === arguments[0]); \
    return words?.closest('[data-entry]').matches(':hover') === true";

const STEPS: u32 = 6;

impl Browser {
    /// Waits for the row with this text, and returns a point on its words.
    pub async fn point_on(&self, text: &str) -> Point {
        let point = |seen: &Value| Some((seen[0].as_f64()?, seen[1].as_f64()?));
        self.until(&format!("the row {text:?}"), BOX, &[json!(text)], point).await
    }

    /// Moves the pointer over the row with this text. A row that moves meanwhile, because something
    /// arrives, is followed.
    pub async fn hover(&self, text: &str) {
        self.until_usable().await;
        until("the pointer is on the row", async || {
            let (x, y) = self.point_on(text).await;
            let moved = json!({"type": "mouseMoved", "x": x, "y": y});
            self.dev_tools("Input.dispatchMouseEvent", moved).await;
            let is_there = self.run(IS_HOVERED, &[json!(text)]).await;
            if is_there == json!(true) && self.point_on(text).await == (x, y) {
                Ok(())
            } else {
                Err(is_there)
            }
        })
        .await;
    }

    /// Presses the right button on the row with this text.
    pub async fn press_right(&self, text: &str) {
        self.hover(text).await;
        let (x, y) = self.point_on(text).await;
        for event in ["mousePressed", "mouseReleased"] {
            let press = json!({"type": event, "x": x, "y": y, "button": "right", "clickCount": 1});
            self.dev_tools("Input.dispatchMouseEvent", press).await;
        }
    }

    /// Presses the row with this text with a finger, and holds it still until the page opens
    /// something. On a busy computer that takes longer than the page's own time for a hold.
    pub async fn hold(&self, text: &str) {
        self.until_usable().await;
        let at = self.point_on(text).await;
        self.finger("touchStart", Some(at)).await;
        let opened = "return document.querySelector('dialog[open]') !== null";
        self.until_true("a held finger opens something", opened, &[]).await;
        self.finger("touchEnd", None).await;
    }

    /// Moves a finger from the row with this text by so many pixels. Where the machine is so busy
    /// that the finger seems to be held still first, it tries again.
    pub async fn swipe(&self, text: &str, by: Point) {
        self.until_usable().await;
        until("a finger swipes", async || {
            self.swipe_once(text, by).await;
            if !self.has("dialog", "Message").await {
                return Ok(());
            }
            self.keys(keys::ESCAPE).await;
            self.until_gone("dialog", "Message").await;
            Err("it is held still")
        })
        .await;
    }

    async fn swipe_once(&self, text: &str, (across, down): Point) {
        let (x, y) = self.point_on(text).await;
        self.finger("touchStart", Some((x, y))).await;
        for step in 1..=STEPS {
            let part = f64::from(step) / f64::from(STEPS);
            self.finger("touchMove", Some((x + across * part, y + down * part))).await;
        }
        self.finger("touchEnd", None).await;
    }

    async fn finger(&self, event: &str, at: Option<Point>) {
        let points: Vec<Value> = at.iter().map(|(x, y)| json!({"x": x, "y": y})).collect();
        self.dev_tools("Input.dispatchTouchEvent", json!({"type": event, "touchPoints": points})).await;
    }
}
