//! The command line.

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::PathBuf;

use clap::{Parser, ValueEnum};
use flatchat_core::lan::{DEFAULT_LOCAL_NAME, check_local_name};
use flatchat_core::room::{
    DEFAULT_MAX_GUESTS, DEFAULT_POSTS_PER_MINUTE, DEFAULT_STREAMS_PER_ADDRESS, Options, check_code,
    check_title,
};
use flatchat_core::server::LastMile;

/// A chat room for your network, without a window: people join from any browser.
#[derive(Debug, Parser)]
#[command(name = "flatchat-server", version, about)]
pub(crate) struct Args {
    /// Where to listen; port 0 takes a free one.
    #[arg(long, value_name = "ADDR:PORT", default_value = "0.0.0.0:8765")]
    pub(crate) listen: SocketAddr,

    /// The folder of chat.txt; made if it is not there.
    #[arg(long, value_name = "DIR")]
    pub(crate) data: PathBuf,

    /// The room's title.
    #[arg(long, value_parser = |title: &str| check_title(title).map_err(|error| error.to_string()), default_value = "Flatchat")]
    pub(crate) title: String,

    /// A code that people must know to join.
    #[arg(long, value_parser = parse_code)]
    pub(crate) code: Option<String>,

    /// A host name, besides this machine's own, under which the room may be opened. May be given more than once.
    #[arg(long, value_name = "NAME")]
    pub(crate) allow_host: Vec<String>,

    /// Announce the room on the network by multicast DNS, as NAME.local or, without a name, as flatchat.local.
    #[arg(long, value_name = "NAME", num_args = 0..=1, default_missing_value = DEFAULT_LOCAL_NAME, value_parser = parse_local_name)]
    pub(crate) announce: Option<String>,

    /// The most guests at once, however many windows each has open.
    #[arg(long, value_name = "N", default_value_t = DEFAULT_MAX_GUESTS)]
    pub(crate) max_guests: usize,

    /// How often one session may post in a minute; 0: no limit.
    #[arg(long, value_name = "N", default_value_t = DEFAULT_POSTS_PER_MINUTE.get())]
    pub(crate) posts_per_minute: u32,

    /// How many event streams one address may have open; 0: no limit.
    #[arg(long, value_name = "N", default_value_t = DEFAULT_STREAMS_PER_ADDRESS.get())]
    pub(crate) streams_per_address: u32,

    /// Who writes to event streams; `body` is for systems on which `socket` makes trouble.
    #[arg(long, value_enum, default_value_t = Writer::Socket)]
    pub(crate) last_mile: Writer,
}

/// [`LastMile`] as it is said on the command line.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Writer {
    /// One thread writes to the sockets of all streams.
    Socket,
    /// Each stream is a body on its connection's task.
    Body,
}

impl From<Writer> for LastMile {
    fn from(writer: Writer) -> LastMile {
        match writer {
            Writer::Socket => LastMile::Socket,
            Writer::Body => LastMile::Body,
        }
    }
}

fn parse_code(code: &str) -> Result<String, String> {
    let code = check_code(Some(code)).map_err(|error| error.to_string())?;
    code.ok_or_else(|| "a code cannot be empty".to_owned())
}

fn parse_local_name(name: &str) -> Result<String, String> {
    let name = check_local_name(Some(name)).map_err(|error| error.to_string())?;
    Ok(name.unwrap_or_else(|| DEFAULT_LOCAL_NAME.to_owned()))
}

impl Args {
    /// What the room is opened with, listening on `bound`.
    pub(crate) fn into_options(self, bound: SocketAddr) -> Options {
        Options {
            title: self.title,
            code: self.code,
            max_guests: self.max_guests,
            posts_per_minute: NonZeroU32::new(self.posts_per_minute),
            streams_per_address: NonZeroU32::new(self.streams_per_address),
            held_by: format!("flatchat-server (process {}, http://{bound})", std::process::id()),
            ..Options::new(self.data)
        }
    }
}
