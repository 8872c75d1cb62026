//! What a sender says about a file before it comes, and what can be wrong with it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;

use super::part::Plan;
use super::thumbnail;

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

impl NewUpload {
    /// Plans the upload for this session, and returns its thumbnail.
    ///
    /// # Errors
    /// When the thumbnail is not a small picture.
    pub(crate) fn into_plan(self, by: &str) -> Result<(Plan, Option<Vec<u8>>), BadUpload> {
        let thumbnail = self.thumbnail.as_deref().map(read_thumbnail).transpose()?;
        let shown_size = self.width.zip(self.height).filter(|(width, height)| *width > 0 && *height > 0);
        let plan = Plan {
            name: self.name,
            size: self.size,
            shown_size,
            keep_metadata: self.keep_metadata,
            hold: self.hold,
            caption: self.caption,
            by: by.to_owned(),
            stored: None,
        };
        Ok((plan, thumbnail))
    }
}

fn read_thumbnail(base64: &str) -> Result<Vec<u8>, BadUpload> {
    let bytes = STANDARD.decode(base64).map_err(|_| BadUpload::Thumbnail)?;
    thumbnail::check(&bytes).map(|_| bytes).map_err(|_| BadUpload::Thumbnail)
}

/// The reason why an upload is not valid, in words for the person who sent it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum BadUpload {
    /// More bytes came than were announced.
    #[error("more bytes came than were announced; begin again")]
    TooManyBytes,
    /// A file that is copied has other bytes than it had when it was chosen.
    #[error("the file has changed since it was chosen; choose it again")]
    Changed,
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
