//! The command line. Each option can also be given as an environment variable. A service keeps its
//! options in a file that way, and a code stays out of the list of processes.

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::PathBuf;

use clap::{Args as Arguments, Parser, Subcommand, ValueEnum};
use flatchat_core::code::Code;
use flatchat_core::files::FileLimits;
use flatchat_core::host_name::{HostName, HostNameError};
use flatchat_core::local_name::LocalName;
use flatchat_core::max_guests::MaxGuests;
use flatchat_core::room::{
    DEFAULT_GUESTS_PER_ADDRESS, DEFAULT_POSTS_PER_MINUTE, DEFAULT_STREAMS_PER_SESSION, Options,
    connections_for, streams_for,
};
use flatchat_core::server::{DEFAULT_PORT, LastMile, ListenAddress, PerAddress};
use flatchat_core::title::Title;

/// A chat room for your network, without a window: people join from any browser.
#[derive(Debug, Parser)]
#[command(name = "flatchat-server", version, about)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct Cli {
    /// What to do instead of opening a room.
    #[command(subcommand)]
    pub(crate) command: Option<Command>,

    #[command(flatten)]
    pub(crate) host: Option<Args>,
}

/// The other things that the program can do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Say why guests cannot join a room on this computer, and how to mend it. Exits with 1 if
    /// something keeps them out.
    ///
    /// Run it as root so that it can read the firewall's rules.
    Doctor {
        /// The room's port.
        #[arg(long, value_name = "PORT", default_value_t = DEFAULT_PORT, value_parser = clap::value_parser!(u16).range(1..))]
        port: u16,
    },
}

/// The options of a room.
#[derive(Arguments, Debug)]
pub(crate) struct Args {
    /// Where to listen: an address of this computer with or without a port, localhost, or a port
    /// alone for all addresses, as in 192.168.1.5:8765, localhost or 8765. Port 0 takes any free
    /// port. 0.0.0.0 and * mean all addresses, of IPv4 and IPv6.
    #[arg(long, env = "FLATCHAT_LISTEN", value_name = "ADDR:PORT", default_value = "0.0.0.0:8765")]
    pub(crate) listen: ListenAddress,

    /// The folder of chat.txt. It is created if it does not exist.
    #[arg(long, env = "FLATCHAT_DATA", value_name = "DIR")]
    pub(crate) data: PathBuf,

    /// The room's title.
    #[arg(long, env = "FLATCHAT_TITLE", value_parser = Title::new, default_value = "Flatchat")]
    pub(crate) title: Title,

    /// A code that people must know to join.
    #[arg(long, env = "FLATCHAT_CODE", hide_env_values = true, value_parser = Code::new)]
    pub(crate) code: Option<Code>,

    /// A host name, besides this computer's own, under which the room may be opened, without
    /// http:// and port. Can be given several times, or as a list separated by commas.
    #[arg(long, env = "FLATCHAT_ALLOW_HOST", value_name = "NAME", value_delimiter = ',', value_parser = parse_host_name)]
    pub(crate) allow_host: Vec<Option<HostName>>,

    /// Announce the room on the network by multicast DNS, as NAME.local or, without a name, as
    /// flatchat.local.
    #[arg(long, env = "FLATCHAT_ANNOUNCE", value_name = "NAME", num_args = 0..=1, default_missing_value = "flatchat", value_parser = parse_local_name)]
    pub(crate) announce: Option<LocalName>,

    /// How many guests can be in the room at once, however many windows each has open.
    #[arg(long, env = "FLATCHAT_MAX_GUESTS", value_name = "N", value_parser = parse_max_guests, default_value = "10000")]
    pub(crate) max_guests: MaxGuests,

    /// How often one session may post per minute. 0: no limit.
    #[arg(long, env = "FLATCHAT_POSTS_PER_MINUTE", value_name = "N", default_value_t = DEFAULT_POSTS_PER_MINUTE.get())]
    pub(crate) posts_per_minute: u32,

    /// How many guests may share one address, as in a school or behind a proxy. 0: no limit. Posts,
    /// joins, searches, event streams, connections, downloads, large messages under way and wrong
    /// codes from one address are limited to the needs of so many guests.
    #[arg(long, env = "FLATCHAT_GUESTS_PER_ADDRESS", value_name = "N", default_value_t = DEFAULT_GUESTS_PER_ADDRESS.get())]
    pub(crate) guests_per_address: u32,

    /// How many event streams one address may have open. 0: no limit. Default: 4 for each guest
    /// that may share an address, and at least 256.
    #[arg(long, env = "FLATCHAT_STREAMS_PER_ADDRESS", value_name = "N")]
    pub(crate) streams_per_address: Option<u32>,

    /// How many event streams one session may have open. 0: no limit. Default: 32, or no limit if
    /// addresses have none.
    #[arg(long, env = "FLATCHAT_STREAMS_PER_SESSION", value_name = "N")]
    pub(crate) streams_per_session: Option<u32>,

    /// How many connections one address may have open. 0: no limit. Default: twice as many as event
    /// streams, and at least 512; never more than half of all that the system allows.
    #[arg(long, env = "FLATCHAT_CONNECTIONS_PER_ADDRESS", value_name = "N")]
    pub(crate) connections_per_address: Option<u32>,

    /// The largest file that can be shared, in megabytes.
    #[arg(long, env = "FLATCHAT_MAX_FILE_MB", value_name = "MB", default_value_t = megabytes(FileLimits::default().max_file))]
    pub(crate) max_file_mb: u64,

    /// How much all shared files may take together, in megabytes.
    #[arg(long, env = "FLATCHAT_MAX_FILES_MB", value_name = "MB", default_value_t = megabytes(FileLimits::default().max_files))]
    pub(crate) max_files_mb: u64,

    /// How much of the disk shared files leave free, in megabytes.
    #[arg(long, env = "FLATCHAT_KEEP_FREE_MB", value_name = "MB", default_value_t = megabytes(FileLimits::default().keep_free))]
    pub(crate) keep_free_mb: u64,

    /// How event streams are written. Use `body` on systems where `socket` causes trouble.
    #[arg(long, env = "FLATCHAT_LAST_MILE", value_enum, default_value_t = Writer::Socket)]
    pub(crate) last_mile: Writer,
}

/// [`LastMile`] as it is written on the command line.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Writer {
    /// One thread writes to the sockets of all streams.
    Socket,
    /// Each stream is the body of a response, on its connection's task.
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

const MEGABYTE: u64 = 1_000_000;

const fn megabytes(bytes: u64) -> u64 {
    bytes / MEGABYTE
}

fn parse_max_guests(most: &str) -> Result<MaxGuests, String> {
    MaxGuests::new(most.parse().unwrap_or(0)).map_err(|error| error.to_string())
}

/// An empty name is not an error: an empty variable, or a comma at the end, gives one.
fn parse_host_name(name: &str) -> Result<Option<HostName>, HostNameError> {
    Some(name).filter(|name| !name.trim().is_empty()).map(HostName::new).transpose()
}

/// An empty variable is the default name.
fn parse_local_name(name: &str) -> Result<LocalName, String> {
    let name = LocalName::if_any(Some(name)).map_err(|error| error.to_string())?;
    Ok(name.unwrap_or_default())
}

impl Args {
    /// What one address may have at once.
    pub(crate) fn per_address(&self) -> PerAddress {
        let connections = self
            .connections_per_address
            .map_or_else(|| connections_for(self.streams_of_address()), NonZeroU32::new);
        PerAddress { connections, guests: NonZeroU32::new(self.guests_per_address) }
    }

    fn streams_of_address(&self) -> Option<NonZeroU32> {
        let guests = NonZeroU32::new(self.guests_per_address);
        self.streams_per_address.map_or_else(|| streams_for(guests), NonZeroU32::new)
    }

    /// The options of a room that listens on `bound`.
    pub(crate) fn into_options(self, bound: SocketAddr) -> Options {
        let streams_per_address = self.streams_of_address();
        let per_session = streams_per_address.map(|_| DEFAULT_STREAMS_PER_SESSION);
        Options {
            title: self.title,
            code: self.code,
            max_guests: self.max_guests,
            posts_per_minute: NonZeroU32::new(self.posts_per_minute),
            guests_per_address: NonZeroU32::new(self.guests_per_address),
            streams_per_address,
            streams_per_session: self.streams_per_session.map_or(per_session, NonZeroU32::new),
            files: FileLimits {
                max_file: self.max_file_mb.saturating_mul(MEGABYTE),
                max_files: self.max_files_mb.saturating_mul(MEGABYTE),
                keep_free: self.keep_free_mb.saturating_mul(MEGABYTE),
            },
            held_by: format!("flatchat-server (PID {}, http://{bound})", std::process::id()),
            ..Options::new(self.data)
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::{Arg, CommandFactory};

    use super::*;

    const MAN_PAGE: &str = include_str!("../../linux/flatchat-server.1");
    const SERVICE_VARIABLES: &str = include_str!("../../linux/flatchat-server.env");

    fn options() -> Vec<Arg> {
        let mut command = Cli::command();
        command.build();
        command.get_arguments().cloned().collect()
    }

    fn long(option: &Arg) -> String {
        format!("--{}", option.get_long().unwrap())
    }

    fn variable(option: &Arg) -> Option<&str> {
        option.get_env()?.to_str()
    }

    /// The man page's options: `.BI \-\-data " DIR"` or `.BR \-h ", " \-\-help`.
    fn in_man_page() -> Vec<String> {
        let section = MAN_PAGE.split(".SH OPTIONS").nth(1).unwrap().split(".SH ").next().unwrap();
        let after_tags = section.split(".TP\n").skip(1).map(|entry| entry.lines().next().unwrap());
        after_tags
            .map(|tag| tag.replace('\\', ""))
            .map(|tag| tag.split(' ').find(|word| word.starts_with("--")).unwrap().to_owned())
            .collect()
    }

    #[test]
    fn the_man_page_has_the_options_that_the_program_has_in_its_order() {
        assert_eq!(in_man_page(), options().iter().map(long).collect::<Vec<_>>());
    }

    #[test]
    fn each_option_is_a_variable_named_after_it() {
        for option in
            options().iter().filter(|option| !["help", "version"].contains(&option.get_id().as_str()))
        {
            let expected = long(option).replacen("--", "FLATCHAT_", 1).replace('-', "_").to_uppercase();
            assert_eq!(variable(option), Some(expected.as_str()));
        }
    }

    #[test]
    fn the_service_is_offered_only_variables_that_the_program_knows_with_values_that_it_takes() {
        let offered = SERVICE_VARIABLES.lines().filter_map(|line| line.strip_prefix("#FLATCHAT_"));
        let mut args = vec!["flatchat-server".to_owned(), "--data=room".to_owned()];
        for (name, value) in offered.filter_map(|line| line.split_once('=')) {
            let name = name.to_lowercase().replace('_', "-");
            args.push(format!("--{name}={}", value.trim_matches('"')));
        }
        assert!(args.len() > 2);
        Cli::try_parse_from(args).unwrap();
    }
}
