//! The room's name on the network, which ends with `.local` (RFC 6762). It is not the computer's
//! own name, which the system announces.

use std::ops::Deref;

use serde::Serialize;

/// The longest label of a DNS name, in bytes (RFC 1035).
pub(crate) const MAX_LABEL_BYTES: usize = 63;

/// The name before `.local`: a DNS label in lower case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct LocalName(String);

/// Why a text cannot be a name on the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum LocalNameError {
    /// Nothing was typed.
    #[error("a name on the network cannot be empty; type at least one letter")]
    Empty,
    /// It is too long.
    #[error("a name on the network has at most {MAX_LABEL_BYTES} characters; shorten it")]
    TooLong,
    /// It has other characters.
    #[error("a name on the network has only the letters a to z, digits and hyphens")]
    Letters,
    /// It begins or ends with a hyphen.
    #[error("a name on the network begins and ends with a letter or a digit")]
    Hyphen,
}

impl LocalName {
    /// Takes what a person typed, with or without `.local`.
    ///
    /// # Errors
    /// When it is not a DNS label.
    pub fn new(typed: &str) -> Result<LocalName, LocalNameError> {
        let name = typed.trim().to_ascii_lowercase();
        let label = name.trim_end_matches('.').trim_end_matches(".local");
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        if label.is_empty() {
            return Err(LocalNameError::Empty);
        }
        if label.len() > MAX_LABEL_BYTES {
            return Err(LocalNameError::TooLong);
        }
        if !label.bytes().all(allowed) {
            return Err(LocalNameError::Letters);
        }
        if label.starts_with('-') || label.ends_with('-') {
            return Err(LocalNameError::Hyphen);
        }
        Ok(LocalName(label.to_owned()))
    }

    /// The same, where nothing typed means the default name.
    ///
    /// # Errors
    /// As [`LocalName::new`].
    pub fn if_any(typed: Option<&str>) -> Result<Option<LocalName>, LocalNameError> {
        match typed.map(LocalName::new) {
            None | Some(Err(LocalNameError::Empty)) => Ok(None),
            Some(name) => name.map(Some),
        }
    }
}

/// The name of a room whose host chose none.
impl Default for LocalName {
    fn default() -> LocalName {
        LocalName("flatchat".to_owned())
    }
}

impl Deref for LocalName {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_kept_in_lower_case_without_its_ending() {
        for typed in ["chat", " Chat ", "CHAT.local", "chat.local."] {
            assert_eq!(&*LocalName::new(typed).unwrap(), "chat", "{typed}");
        }
        for none in [None, Some(""), Some(" "), Some(".local")] {
            assert_eq!(LocalName::if_any(none), Ok(None), "{none:?}");
        }
    }

    #[test]
    fn only_a_dns_label_is_a_name() {
        for bad in ["my chat", "a.b", "grün", "-a", "a-", "a_b", &"x".repeat(64), "chat/"] {
            assert!(LocalName::if_any(Some(bad)).is_err(), "{bad}");
        }
        assert!(LocalName::new(&"x".repeat(63)).is_ok());
    }
}
