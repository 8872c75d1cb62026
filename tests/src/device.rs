//! What a page is seen on: a screen of some size, letters of some size, a finger instead of a mouse. Chromium only, but for the
//! letters.

use serde_json::{Value, json};

use crate::browser::Browser;

const MISFITS: &str = include_str!("misfits.js");

const SPARE: &str = "\
    const field = document.querySelector('main form textarea'); \
    const height = field.getBoundingClientRect().height; \
    field.style.alignSelf = 'start'; field.style.height = '0'; \
    const needed = field.scrollHeight; \
    field.style.alignSelf = field.style.height = ''; \
    return Math.round(height - needed)";

/// A page's size in CSS pixels.
pub type Size = (u32, u32);

impl Browser {
    /// Gives the page another size, as a person does who drags a window's corner.
    pub async fn resize(&self, (width, height): Size) {
        let screen = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.dev_tools("Emulation.setDeviceMetricsOverride", screen).await;
        self.until_size((width, height)).await;
    }

    /// Makes the screen that of a phone, which has fingers for a mouse.
    pub async fn hold_as_phone(&self, (width, height): Size) {
        let screen = json!({"width": width, "height": height, "deviceScaleFactor": 2, "mobile": true});
        self.dev_tools("Emulation.setDeviceMetricsOverride", screen).await;
        let fingers = json!({"enabled": true, "maxTouchPoints": 5});
        self.dev_tools("Emulation.setTouchEmulationEnabled", fingers).await;
        self.until_size((width, height)).await;
    }

    /// Makes all letters this large, in percent of the usual.
    pub async fn enlarge_letters(&self, percent: u32) {
        let script = "document.documentElement.style.fontSize = arguments[0]";
        self.run(script, &[json!(format!("{percent}%"))]).await;
    }

    /// What does not fit into the page as it is now; nothing if all is well.
    ///
    /// # Panics
    /// When the page is not drawn.
    pub async fn misfits(&self) -> Value {
        let drawn = "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(done))";
        self.client.execute_async(drawn, Vec::new()).await.expect("the page is drawn");
        self.run(MISFITS, &[]).await
    }

    /// By how many pixels the composer is higher than its text.
    ///
    /// # Panics
    /// When there is no composer.
    pub async fn composer_spare(&self) -> i64 {
        self.run(SPARE, &[]).await.as_i64().expect("a height")
    }

    async fn until_size(&self, (width, height): Size) {
        let script = "return innerWidth === arguments[0] && innerHeight === arguments[1]";
        self.until_true("the page has its size", script, &[json!(width), json!(height)]).await;
    }
}
