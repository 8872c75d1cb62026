//! The page for people with large letters, with colours of their own, who want nothing to move, or
//! whose fingers need space: every screen is whole and can be used.

use flatchat_tests::browser::Browser;
use flatchat_tests::tour::{self, Visit};
use serde_json::{Value, json};

const TARGETS: &str = include_str!("src/targets.js");
const COLOURS: &str = include_str!("src/colours.js");

/// A laptop's page at 400 %.
const ENLARGED: Visit = Visit::LAPTOP.sized((320, 256));

/// The least size of a target in CSS pixels.
const LEAST: u32 = 24;

/// What moves for longer than an eye could follow.
const MOVES: &str = "\
    return document.getAnimations().filter((one) => one.effect.getComputedTiming().duration > 50) \
      .map((one) => one.effect.target.outerHTML.slice(0, 120))";

async fn list(page: &Browser, script: &str, args: &[Value]) -> Vec<String> {
    serde_json::from_value(page.run(script, args).await).expect("a list of texts")
}

async fn misfits(page: &Browser) -> Vec<String> {
    serde_json::from_value(page.misfits().await).expect("a list of texts")
}

/// A menu that is open keeps its place when letters grow, so it is left out. `e2e_layout.rs` opens
/// one among large letters.
async fn misfits_with_large_letters(page: &Browser) -> Vec<String> {
    let in_menu = page.run("return document.querySelector('[role=menu]') !== null", &[]).await;
    if in_menu == json!(true) {
        return Vec::new();
    }
    page.enlarge_letters(200).await;
    let found = misfits(page).await;
    page.enlarge_letters(100).await;
    found
}

#[tokio::test]
async fn at_400_percent_nothing_is_cut_off_outside_the_room() {
    ENLARGED.outside(misfits).await;
}

#[tokio::test]
async fn at_400_percent_nothing_is_cut_off_in_an_empty_room_and_without_a_connection() {
    ENLARGED.room(misfits).await;
}

#[tokio::test]
async fn at_400_percent_nothing_is_cut_off_in_a_lively_conversation() {
    ENLARGED.messages(misfits).await;
}

#[tokio::test]
async fn at_400_percent_nothing_is_cut_off_around_shared_files() {
    ENLARGED.files(misfits).await;
}

#[tokio::test]
async fn at_400_percent_nothing_is_cut_off_from_right_to_left() {
    ENLARGED.in_arabic().messages(misfits).await;
}

async fn small_targets(page: &Browser) -> Vec<String> {
    list(page, TARGETS, &[json!(LEAST)]).await
}

#[tokio::test]
async fn targets_outside_the_room_are_large_enough() {
    Visit::LAPTOP.outside(small_targets).await;
}

#[tokio::test]
async fn targets_in_the_hosts_window_are_large_enough() {
    tour::talkative_window((1280, 800), small_targets).await;
}

/// Both in one visit, because a visit takes long.
async fn small_targets_and_misfits_with_large_letters(page: &Browser) -> Vec<String> {
    let mut found = small_targets(page).await;
    found.extend(misfits_with_large_letters(page).await);
    found
}

#[tokio::test]
async fn on_a_phone_targets_are_large_enough_and_letters_of_twice_the_size_fit() {
    Visit::PHONE.messages(small_targets_and_misfits_with_large_letters).await;
}

/// Emulates what somebody has chosen in the system.
async fn prefer(page: &Browser, feature: &str, value: &str) {
    let features = json!({"features": [{"name": feature, "value": value}]});
    page.dev_tools("Emulation.setEmulatedMedia", features).await;
}

async fn lost_in_forced_colours(page: &Browser) -> Vec<String> {
    prefer(page, "forced-colors", "active").await;
    let faults = list(page, COLOURS, &[]).await;
    prefer(page, "forced-colors", "none").await;
    faults
}

async fn small_targets_and_lost_in_forced_colours(page: &Browser) -> Vec<String> {
    let mut found = small_targets(page).await;
    found.extend(lost_in_forced_colours(page).await);
    found
}

#[tokio::test]
async fn targets_in_the_room_are_large_enough_and_seen_with_forced_colours() {
    Visit::LAPTOP.room(small_targets_and_lost_in_forced_colours).await;
}

#[tokio::test]
async fn targets_in_a_lively_conversation_are_large_enough_and_seen_with_forced_colours() {
    Visit::LAPTOP.messages(small_targets_and_lost_in_forced_colours).await;
}

#[tokio::test]
async fn around_shared_files_targets_are_large_enough_and_seen_and_large_letters_fit() {
    Visit::LAPTOP
        .files(async |page: &Browser| {
            let mut found = small_targets_and_lost_in_forced_colours(page).await;
            found.extend(misfits_with_large_letters(page).await);
            found
        })
        .await;
}

async fn moves(page: &Browser) -> Vec<String> {
    prefer(page, "prefers-reduced-motion", "reduce").await;
    list(page, MOVES, &[]).await
}

#[tokio::test]
async fn nothing_moves_for_people_who_want_it_so() {
    Visit::LAPTOP.messages(moves).await;
    Visit::PHONE.room(moves).await;
}
