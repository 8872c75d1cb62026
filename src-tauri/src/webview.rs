//! The webview in the window: where it keeps its page's data, the size of the page, and spell
//! checking.

use serde::Deserialize;
use tauri::webview::WebviewWindowBuilder;
use tauri::{AppHandle, Manager, WebviewWindow, Wry};

use crate::habits::Habits;

/// The sizes that browsers offer, too.
const SIZES: [f64; 12] = [0.5, 0.67, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0];

/// How the page's size changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub enum Zoom {
    /// One step larger.
    In,
    /// One step smaller.
    Out,
    /// To the size that it was designed in.
    Reset,
}

impl Zoom {
    fn from(self, size: f64) -> f64 {
        match self {
            Zoom::In => SIZES.into_iter().find(|larger| *larger > size).unwrap_or(size),
            Zoom::Out => SIZES.into_iter().rfind(|smaller| *smaller < size).unwrap_or(size),
            Zoom::Reset => 1.0,
        }
    }
}

/// A webview keeps its page's data in the app's folder. If there can be none, as in a home that is
/// read-only, Tauri would open no window. Then the page's data is in memory alone.
pub(crate) fn open_without_a_folder<'a>(
    builder: WebviewWindowBuilder<'a, Wry, AppHandle>,
    app: &AppHandle,
) -> WebviewWindowBuilder<'a, Wry, AppHandle> {
    let folder = app.path().app_local_data_dir().and_then(|folder| Ok(std::fs::create_dir_all(folder)?));
    let Err(error) = folder else { return builder };
    tracing::warn!(%error, "the window forgets what its page keeps");
    // Tauri wants a folder all the same. Nothing is put there.
    builder.incognito(true).data_directory(std::env::temp_dir())
}

/// Makes the page in `window` larger or smaller, and remembers that. Gives the page's size; 1 is
/// the size that it was designed in.
///
/// # Errors
/// When the webview refuses.
pub fn zoom(window: &WebviewWindow, zoom: Zoom) -> tauri::Result<f64> {
    let habits = window.state::<Habits>();
    let size = zoom.from(habits.zoom());
    window.set_zoom(size)?;
    habits.zoomed(size);
    Ok(size)
}

/// Gives the page the size that it had last.
pub(crate) fn restore_zoom(window: &WebviewWindow) {
    let size = window.state::<Habits>().zoom();
    let known = SIZES.contains(&size).then_some(size);
    if let Some(Err(error)) = known.map(|size| window.set_zoom(size)) {
        tracing::warn!(%error, "the page has its usual size");
    }
}

/// On other systems the webview checks spelling by itself.
#[cfg(not(target_os = "linux"))]
pub(crate) fn check_spelling(_window: &WebviewWindow) {}

/// Checks spelling in the languages of this session for which there are dictionaries.
#[cfg(target_os = "linux")]
pub(crate) fn check_spelling(window: &WebviewWindow) {
    use webkit2gtk::{WebContextExt, WebViewExt};

    let asked = window.with_webview(|webview| {
        let Some(context) = webview.inner().context() else { return };
        context.set_spell_checking_enabled(true);
        let languages = languages(|name| std::env::var(name).ok());
        context.set_spell_checking_languages(&languages.iter().map(String::as_str).collect::<Vec<_>>());
    });
    if let Err(error) = asked {
        tracing::warn!(%error, "spelling is not checked");
    }
}

/// The first variable that is not empty decides, as everywhere in POSIX.
#[cfg(target_os = "linux")]
fn languages(variable: impl Fn(&str) -> Option<String>) -> Vec<String> {
    let said = ["LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(variable);
    let said = said.into_iter().find(|said| !said.is_empty()).unwrap_or_default();
    let names = said.split(':').filter_map(|name| name.split(['.', '@']).next());
    let names: Vec<String> =
        names.filter(|name| !["", "C", "POSIX"].contains(name)).map(str::to_owned).collect();
    if names.is_empty() { vec!["en_US".to_owned()] } else { names }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_step_is_the_next_size_and_ends_at_the_last() {
        assert_eq!((Zoom::In.from(1.0), Zoom::Out.from(1.0)), (1.1, 0.9));
        assert_eq!((Zoom::In.from(3.0), Zoom::Out.from(0.5)), (3.0, 0.5));
        assert_eq!((Zoom::In.from(1.03), Zoom::Reset.from(2.5)), (1.1, 1.0));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_languages_are_those_of_the_session() {
        let of = |set: &[(&str, &str)]| {
            languages(|name| set.iter().find(|(set, _)| *set == name).map(|(_, value)| (*value).to_owned()))
        };
        assert_eq!(of(&[("LANGUAGE", "de_AT:en"), ("LANG", "fr_FR.UTF-8")]), ["de_AT", "en"]);
        assert_eq!(of(&[("LANGUAGE", ""), ("LANG", "fr_FR.UTF-8")]), ["fr_FR"]);
        assert_eq!(of(&[("LANG", "C.UTF-8")]), ["en_US"]);
        assert_eq!(of(&[]), ["en_US"]);
    }
}
