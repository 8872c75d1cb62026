//! What a sender says about a file before it comes, and what can be wrong with it.

use serde::Deserialize;

/// A file that somebody wants to share.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, optional_fields))]
pub struct NewUpload {
    /// Its name, as its sender knows it.
    pub name: String,
    /// Its size in bytes.
    #[cfg_attr(test, ts(type = "number"))]
    pub size: u64,
    /// Its type, as its sender knows it. Nothing depends on it.
    #[serde(rename = "type")]
    pub declared_type: Option<String>,
    /// The width of a picture in pixels, as it is shown.
    pub width: Option<u32>,
    /// The height of a picture in pixels, as it is shown.
    pub height: Option<u32>,
    /// A small picture of it: JPEG, PNG or WebP, in base64.
    pub thumbnail: Option<String>,
    /// Whether data about the place and the camera stays in a picture.
    #[serde(default)]
    #[cfg_attr(test, ts(as = "Option<bool>"))]
    pub keep_metadata: bool,
    /// Whether the complete file waits until a message shares it. Otherwise it is shared at once.
    #[serde(default)]
    #[cfg_attr(test, ts(as = "Option<bool>"))]
    pub hold: bool,
    /// The words beside a file that is shared at once.
    #[serde(default)]
    #[cfg_attr(test, ts(as = "Option<String>"))]
    pub caption: String,
}

/// The reason why an upload is not valid, in words for the person who sent it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum BadUpload {
    /// More bytes came than were announced.
    #[error("more bytes came than were announced; begin again")]
    TooManyBytes,
    /// The thumbnail is not a small picture.
    #[error("a thumbnail is a JPEG, PNG or WebP of at most 64 KiB and 800 pixels a side, in base64")]
    Thumbnail,
    /// The request has no file.
    #[error("there is no file in this; send at least one")]
    NoFile,
    /// A form has a part that is neither a file nor the caption.
    #[error("a form has parts with a filename, which are files, and at most a part named caption")]
    Form,
}
