//! What a page is on paper.

use std::process::Command;

use base64::Engine as _;
use serde_json::json;

use crate::browser::Browser;
use crate::server::new_folder;

/// Prints a page, and returns the words on paper.
///
/// # Panics
/// When the browser prints nothing, or `pdftotext` does not run.
pub async fn printed(page: &Browser) -> String {
    let printed = page.dev_tools("Page.printToPDF", json!({})).await;
    let folder = new_folder();
    let pdf = folder.path().join("printed.pdf");
    let bytes = base64::engine::general_purpose::STANDARD.decode(printed["data"].as_str().expect("a PDF"));
    std::fs::write(&pdf, bytes.expect("base64")).expect("the PDF can be kept");
    let output = Command::new("pdftotext")
        .args(["-layout", "-nopgbrk"])
        .arg(&pdf)
        .arg("-")
        .output()
        .expect("pdftotext runs");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// Returns the texts of tables and code blocks that a sheet of paper cuts off.
pub async fn cut_off(page: &Browser) -> serde_json::Value {
    page.dev_tools("Emulation.setEmulatedMedia", json!({"media": "print"})).await;
    let sheet = json!({"width": 700, "height": 1000, "deviceScaleFactor": 1, "mobile": false});
    page.dev_tools("Emulation.setDeviceMetricsOverride", sheet).await;
    let script = "const isCut = (one) => one.getBoundingClientRect().right > innerWidth || one.scrollWidth > one.clientWidth + 1; \
        return [...document.querySelectorAll('td, th, pre')].filter(isCut).map((one) => one.textContent)";
    let cut = page.run(script, &[]).await;
    page.dev_tools("Emulation.clearDeviceMetricsOverride", json!({})).await;
    cut
}
