//! The device on which a page is shown: the size of its screen and its letters, and fingers instead
//! of a mouse. This needs Chromium, except for the letters.

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
    /// Gives the page another size, as a person does by dragging a corner of the window.
    pub async fn resize(&self, (width, height): Size) {
        let screen = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.dev_tools("Emulation.setDeviceMetricsOverride", screen).await;
        self.until_size((width, height)).await;
    }

    /// Turns the screen into that of a phone, with fingers instead of a mouse.
    pub async fn hold_as_phone(&self, (width, height): Size) {
        let screen = json!({"width": width, "height": height, "deviceScaleFactor": 2, "mobile": true});
        self.dev_tools("Emulation.setDeviceMetricsOverride", screen).await;
        let fingers = json!({"enabled": true, "maxTouchPoints": 5});
        self.dev_tools("Emulation.setTouchEmulationEnabled", fingers).await;
        self.until_size((width, height)).await;
    }

    /// Sets the size of all letters, in percent of the usual size.
    pub async fn enlarge_letters(&self, percent: u32) {
        let script = "document.documentElement.style.fontSize = arguments[0]";
        self.run(script, &[json!(format!("{percent}%"))]).await;
    }

    /// Lists what does not fit into the page as it is now. The list is empty if all is well.
    ///
    /// # Panics
    /// When the page is not drawn.
    pub async fn misfits(&self) -> Value {
        let drawn = "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(done))";
        self.client.execute_async(drawn, Vec::new()).await.expect("the page is drawn");
        self.run(MISFITS, &[]).await
    }

    /// Returns by how many pixels the composer is higher than its text.
    ///
    /// # Panics
    /// When the page has no composer.
    pub async fn composer_spare(&self) -> i64 {
        self.run(SPARE, &[]).await.as_i64().expect("a height")
    }

    async fn until_size(&self, (width, height): Size) {
        let script = "return innerWidth === arguments[0] && innerHeight === arguments[1]";
        self.until_true("the page has its size", script, &[json!(width), json!(height)]).await;
    }
}
