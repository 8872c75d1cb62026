//! Many tabs of one browser in one room. A browser opens at most six connections to a host, and no
//! tab may be left without one.

use fantoccini::wd::WindowHandle;
use flatchat_tests::Server;
use flatchat_tests::browser::Browser;
use flatchat_tests::visitor::{address_of, serve};
use serde_json::json;

const TABS: usize = 9;

/// Opens the room once more, in a tab that is in front from now on.
async fn open_a_tab(page: &Browser, server: &Server) {
    let tab = page.client.new_window(true).await.expect("the browser opens a tab").handle;
    page.client.switch_to_window(tab).await.expect("the tab is there");
    page.open(&address_of(server)).await;
    page.until_in().await;
}

async fn switch_to(page: &Browser, tab: &WindowHandle) {
    page.client.switch_to_window(tab.clone()).await.expect("the tab is there");
    page.dev_tools("Page.bringToFront", json!({})).await;
}

#[tokio::test]
async fn all_of_many_tabs_work_and_miss_nothing() {
    let server = serve(&[]);
    let Some(page) = Browser::with_dev_tools().await else { return };
    page.open(&address_of(&server)).await;
    page.join("Ana").await;
    for _ in 1..TABS {
        open_a_tab(&page, &server).await;
    }
    page.say("from the last").await;
    page.until_shown("from the last").await;
    let tabs = page.client.windows().await.expect("the driver lists tabs");
    assert_eq!(tabs.len(), TABS);
    for (n, tab) in tabs.iter().enumerate() {
        switch_to(&page, tab).await;
        page.until_connected().await;
        page.until_shown("from the last").await;
        page.say(&format!("from tab {n}")).await;
        page.until_shown(&format!("from tab {n}")).await;
    }
    let said = flatchat_tests::chat::said(&server.log());
    assert_eq!(said.len(), 1 + TABS);
}
