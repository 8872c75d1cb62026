//! The commands that the window may call for the room. They only forward; refusals cross as `{code,
//! message, suggestion?}`.

// Tauri passes state and settings by value.
#![allow(clippy::needless_pass_by_value)]

use flatchat_core::lan::{self, Invite, LanAddress, NearbyRoom};
use flatchat_core::people::PeopleHere;
use flatchat_core::room::{Act, Me, MessageView, Page, PageQuery, Receipt, RoomView};
use flatchat_core::server::Arrival;
use flatchat_core::{Problem, Refusal};
use flatchat_doctor::Diagnosis;
use flatchat_words::Language;
use tauri::ipc::{Channel, Invoke};
use tauri::{AppHandle, State, Url, Wry};

use crate::current::OpenDesk;
use crate::nearby::{self, NearbySearch};
use crate::problem::{AppCode, problem};
use crate::server::ServerState;
use crate::settings::{Change, SetAside, Settings};
use crate::sharing::commands as sharing;
use crate::{app_commands, autostart, exports, searching, tray, window};

/// All commands of the app.
pub fn handler() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        room,
        enter,
        messages,
        searching::find,
        searching::stop_finding,
        act,
        message,
        typing,
        away,
        back,
        people,
        invite,
        subscribe,
        unsubscribe,
        settings,
        change_setting,
        spoken,
        set_aside,
        missing_room,
        networks,
        server,
        diagnose,
        arrivals,
        open_link,
        look_nearby,
        stop_looking,
        open_nearby,
        app_commands::attend,
        app_commands::pause,
        app_commands::resume,
        app_commands::app_facts,
        app_commands::show_file,
        app_commands::show_licences,
        app_commands::open_guide,
        app_commands::known_rooms,
        app_commands::open_room,
        app_commands::choose_room,
        sharing::choose_files,
        sharing::pasted_files,
        sharing::pasted_picture,
        sharing::attend_drags,
        sharing::begin_upload,
        sharing::copy_into_upload,
        sharing::stop_copying,
        sharing::append_upload,
        sharing::find_upload,
        sharing::drop_upload,
        sharing::files,
        sharing::open_shared,
        sharing::save_shared,
        exports::export_room,
        exports::show_export,
        app_commands::zoom,
        app_commands::toggle_full_screen,
        app_commands::quit
    ]
}

#[tauri::command]
fn room(desk: OpenDesk) -> RoomView {
    desk.room.view_as_host()
}

#[tauri::command]
async fn enter(desk: OpenDesk, name: String) -> Result<Me, Refusal> {
    desk.enter(&name).await
}

#[tauri::command]
async fn messages(
    desk: OpenDesk,
    before: Option<String>,
    after: Option<String>,
    around: Option<String>,
    limit: Option<usize>,
) -> Result<Page, Refusal> {
    desk.room.messages(PageQuery { before, after, around, limit }).await
}

#[tauri::command]
async fn message(desk: OpenDesk, id: u64) -> Result<MessageView, Refusal> {
    desk.room.message(id).await
}

/// Everything that the host says or does in the room.
#[tauri::command]
async fn act(
    desk: OpenDesk,
    act: Act,
    key: Option<String>,
    cursor: Option<String>,
) -> Result<Option<Receipt>, Refusal> {
    desk.room.check_cursor(cursor.as_deref()).await?;
    desk.room.act_as_host(act, key).await
}

#[tauri::command]
fn typing(desk: OpenDesk) {
    desk.room.type_as_host();
}

#[tauri::command]
fn away(desk: OpenDesk) {
    desk.room.look_elsewhere_as_host();
}

#[tauri::command]
fn back(desk: OpenDesk) {
    desk.room.look_here_as_host();
}

#[tauri::command]
fn people(desk: OpenDesk) -> PeopleHere {
    desk.room.people()
}

#[tauri::command]
fn invite(desk: OpenDesk) -> Invite {
    desk.server.invite()
}

#[tauri::command]
async fn subscribe(desk: OpenDesk, after: Option<String>, frames: Channel<String>) -> Result<(), Refusal> {
    desk.stream(after.as_deref(), frames);
    Ok(())
}

#[tauri::command]
fn unsubscribe(desk: OpenDesk) {
    desk.stop_stream();
}

#[tauri::command]
fn settings(app: AppHandle, desk: OpenDesk) -> Settings {
    autostart::read(&app, desk.settings())
}

#[tauri::command]
async fn change_setting(app: AppHandle, desk: OpenDesk, change: Change) -> Result<Settings, Problem> {
    let for_the_desktop = matches!(change, Change::Autostart(_));
    let settings = desk.change(change).await?;
    if for_the_desktop {
        autostart::apply(&app, &settings)?;
    }
    tray::refresh(&app);
    if let Err(error) = window::set_theme(&app, settings.theme) {
        tracing::warn!(%error, "the window keeps its theme");
    }
    Ok(autostart::read(&app, settings))
}

#[tauri::command]
fn spoken(desk: OpenDesk) -> Language {
    desk.settings().spoken()
}

#[tauri::command]
fn set_aside(desk: OpenDesk) -> Option<SetAside> {
    desk.set_aside()
}

#[tauri::command]
fn missing_room(desk: OpenDesk) -> Option<Problem> {
    desk.missing_room()
}

#[tauri::command]
fn networks() -> Vec<LanAddress> {
    lan::addresses()
}

#[tauri::command]
fn server(desk: OpenDesk) -> ServerState {
    desk.server.state()
}

#[tauri::command]
async fn diagnose(desk: OpenDesk) -> Diagnosis {
    let server = &desk.server;
    flatchat_doctor::examine(&server.listening(), &server.lan().announcement(), &server.arrivals().latest())
        .await
}

#[tauri::command]
fn arrivals(desk: OpenDesk) -> Vec<Arrival> {
    desk.server.arrivals().latest()
}

#[tauri::command]
fn open_link(url: &str) -> Result<(), Problem> {
    let opened = Url::parse(url).is_ok_and(|url| window::open_link(&url));
    opened.then_some(()).ok_or_else(|| problem(AppCode::BadLink, "this link cannot be opened"))
}

#[tauri::command]
async fn look_nearby(
    desk: OpenDesk,
    search: State<'_, NearbySearch>,
    rooms: Channel<Vec<NearbyRoom>>,
) -> Result<(), Problem> {
    search.start(desk.server.lan().id(), rooms)
}

#[tauri::command]
fn stop_looking(search: State<'_, NearbySearch>) {
    search.stop();
}

#[tauri::command]
async fn open_nearby(app: AppHandle, title: String, links: Vec<String>) -> Result<(), Problem> {
    nearby::open(&app, &title, &links)
}
