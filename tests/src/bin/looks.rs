//! Temporary.
use flatchat_tests::browser::Browser;
use flatchat_tests::tour::Visit;
use serde_json::json;
use std::sync::atomic::{AtomicUsize, Ordering};
static N: AtomicUsize = AtomicUsize::new(0);
async fn see(dir: &str, page: &Browser) -> Vec<String> {
    let n = N.fetch_add(1, Ordering::Relaxed);
    for theme in ["light", "dark"] {
        page.run("document.documentElement.dataset.theme = arguments[0]", &[json!(theme)]).await;
        tokio::time::sleep(std::time::Duration::from_millis(150)).await;
        let png = page.client.screenshot().await.unwrap();
        std::fs::write(format!("{dir}/{n:03}-{theme}.png"), png).unwrap();
    }
    Vec::new()
}
#[tokio::main]
async fn main() {
    for (name, visit) in [("phone", Visit::PHONE), ("laptop", Visit::LAPTOP)] {
        let dir = format!("/tmp/looks/{name}");
        std::fs::create_dir_all(&dir).unwrap();
        N.store(0, Ordering::Relaxed);
        let check = async |page: &Browser| see(&dir, page).await;
        visit.outside(check).await;
        visit.room(check).await;
        visit.messages(check).await;
        visit.files(check).await;
    }
}
