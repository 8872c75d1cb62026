//! The arguments that the app was started with. A person starts it without any; the system starts
//! it hidden at login.

/// Starts without showing the window.
pub const HIDDEN: &str = "--hidden";

/// How the window begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Appearance {
    /// In front of the person who started the app.
    Shown,
    /// Out of sight: the system started the app, not a person.
    Hidden,
}

impl Appearance {
    /// The appearance that these arguments ask for.
    pub fn asked_by(arguments: impl IntoIterator<Item = impl AsRef<str>>) -> Appearance {
        match arguments.into_iter().any(|argument| argument.as_ref() == HIDDEN) {
            true => Appearance::Hidden,
            false => Appearance::Shown,
        }
    }

    /// The appearance that this process's arguments ask for.
    pub fn asked_by_this_start() -> Appearance {
        Appearance::asked_by(
            std::env::args_os().skip(1).map(|argument| argument.to_string_lossy().into_owned()),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_flag_hides_the_window() {
        assert_eq!(Appearance::asked_by(["--hidden"]), Appearance::Hidden);
        assert_eq!(Appearance::asked_by(["--hidden-not", "hidden"]), Appearance::Shown);
        assert_eq!(Appearance::asked_by([""; 0]), Appearance::Shown);
    }
}
