//! The room's name on the network, which ends with `.local` (RFC 6762). It is not the computer's
//! own name, which the system announces.

use crate::refusal::Refusal;

/// The name that a room is announced under if its host chose no other, without `.local`.
pub const DEFAULT_LOCAL_NAME: &str = "flatchat";

/// The longest label of a DNS name (RFC 1035).
const MAX_LABEL_BYTES: usize = 63;

/// The name before `.local` as it is kept: a DNS label in lower case. `None` stands for
/// [`DEFAULT_LOCAL_NAME`].
///
/// # Errors
/// When it is not a DNS label.
pub fn check_local_name(name: Option<&str>) -> Result<Option<String>, Refusal> {
    let name = name.map(|name| name.trim().to_ascii_lowercase()).unwrap_or_default();
    let label = name.trim_end_matches('.').trim_end_matches(".local");
    if label.is_empty() {
        return Ok(None);
    }
    if label.len() > MAX_LABEL_BYTES {
        return Err(Refusal::BadLocalName("a name on the network has at most 63 characters"));
    }
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    if !label.bytes().all(allowed) {
        return Err(Refusal::BadLocalName(
            "a name on the network has only the letters a to z, digits and hyphens",
        ));
    }
    if label.starts_with('-') || label.ends_with('-') {
        return Err(Refusal::BadLocalName("a name on the network begins and ends with a letter or a digit"));
    }
    Ok(Some(label.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_kept_in_lower_case_without_its_ending() {
        for typed in ["chat", " Chat ", "CHAT.local", "chat.local."] {
            assert_eq!(check_local_name(Some(typed)), Ok(Some("chat".to_owned())), "{typed}");
        }
        for none in [None, Some(""), Some(" "), Some(".local")] {
            assert_eq!(check_local_name(none), Ok(None), "{none:?}");
        }
    }

    #[test]
    fn what_is_no_label_is_refused() {
        for bad in ["my chat", "a.b", "grün", "-a", "a-", "a_b", &"x".repeat(64), "chat/"] {
            assert!(check_local_name(Some(bad)).is_err(), "{bad}");
        }
        assert!(check_local_name(Some(&"x".repeat(63))).is_ok());
    }
}
