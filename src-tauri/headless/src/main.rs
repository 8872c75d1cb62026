//! `flatchat-server`: a room without a window, for a Raspberry Pi, a server, tests and benchmarks.
//!
//! Once the room is open, the program prints one line to stdout: `listening on http://ADDR:PORT`.
//! Logs go to stderr; `RUST_LOG` chooses which. If stderr is a terminal, it also shows the link and
//! its QR code. Exit codes: 0 after ending as asked, 1 if the room could not run, 2 for wrong
//! arguments.
//!
//! `flatchat-server doctor` opens no room. It says why guests cannot join the one on this computer.
//! Its exit code is 1 if something keeps them out.

mod args;
mod welcome;

use std::io::Write;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context;
use clap::Parser;
use flatchat_core::lan::{Announcement, Lan};
use flatchat_core::log::{Held, Reserve};
use flatchat_core::server::{AllowedHosts, ServeOptions, listen, serve};
use flatchat_core::{Options, Room, disk, reports};
use flatchat_doctor::Listening;
use tokio_util::sync::CancellationToken;

use args::{Args, Cli, Command};

/// How long the disk has when the program ends.
const CLOSE_WITHIN: Duration = Duration::from_secs(1);

fn main() -> ExitCode {
    let cli = Cli::parse();
    let _reports = reports::to_stderr();
    match run(cli) {
        Ok(code) => code,
        Err(error) => {
            tracing::error!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    disk::raise_file_limit();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(workers() + Held::WORKERS)
        .enable_all()
        .build()?;
    let held = Held::back(&runtime);
    let reserve = held.reserve();
    let ended = runtime.block_on(async {
        match (cli.command, cli.host) {
            (Some(Command::Doctor { port }), _) => examine(port).await,
            // Connections end on a worker, so they begin on one. Otherwise two heaps would have
            // holes.
            (None, Some(args)) => tokio::spawn(host(args, reserve)).await?.map(|()| ExitCode::SUCCESS),
            (None, None) => unreachable!("clap asks for --data"),
        }
    });
    drop(held);
    // A disk that does not answer must not keep the program from ending.
    runtime.shutdown_timeout(CLOSE_WITHIN);
    ended
}

/// The log and the streams have threads of their own. With a worker for each processor as well,
/// most wake-ups would be for nothing, and each worker takes memory for a heap of its own. Those
/// that are held in reserve come on top: see [`Held`].
fn workers() -> usize {
    std::thread::available_parallelism().map_or(1, |processors| (processors.get() / 2).clamp(1, 4))
}

/// Prints what keeps guests out of a room that another process has open.
async fn examine(port: u16) -> anyhow::Result<ExitCode> {
    let diagnosis =
        flatchat_doctor::examine(&Listening::Elsewhere { port }, &Announcement::default(), &[]).await;
    write!(std::io::stdout(), "{diagnosis}")?;
    Ok(if diagnosis.has_problem() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

async fn host(args: Args, reserve: Reserve) -> anyhow::Result<()> {
    disk::survive_size_limits();
    let shutdown = CancellationToken::new();
    let (signal, end) = (signal_to_end(), shutdown.clone());
    tokio::spawn(async move {
        signal.await;
        end.cancel();
    });
    let address = args.listen.or_default_port();
    let listener = listen(address)
        .with_context(|| format!("cannot listen on {address}; choose another address with --listen"))?;
    let reached = listener.bound();
    let bound = SocketAddr::new(address.ip().to_canonical(), reached.port());
    let lan = Lan::new(args.announce.clone());
    let options = ServeOptions {
        allowed_hosts: AllowedHosts::new(args.allow_host.iter().flatten().cloned().collect()),
        last_mile: args.last_mile.into(),
        lan: lan.clone(),
        per_address: args.per_address(),
        ..ServeOptions::default()
    };
    let room = Room::open(Options { reserve: Some(reserve), ..args.into_options(bound) })?;
    welcome::greet(bound, lan.invite(reached, room.code().as_deref()));
    let served = serve(listener, room.clone(), options, shutdown).await;
    if tokio::time::timeout(CLOSE_WITHIN, room.close()).await.is_err() {
        tracing::warn!("the room did not close in time");
    }
    Ok(served?)
}

/// Waits for a signal that asks the program to end. From this call on, such a signal does not end
/// it at once.
#[cfg(unix)]
fn signal_to_end() -> impl Future<Output = ()> {
    use tokio::signal::unix::{Signal, SignalKind, signal};
    async fn comes(signal: std::io::Result<Signal>) {
        match signal {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    }
    let [interrupt, terminate] = [SignalKind::interrupt(), SignalKind::terminate()].map(signal);
    async move {
        tokio::select! {
            () = comes(interrupt) => {}
            () = comes(terminate) => {}
        }
    }
}

#[cfg(not(unix))]
fn signal_to_end() -> impl Future<Output = ()> {
    let interrupt = tokio::signal::windows::ctrl_c();
    async move {
        match interrupt {
            Ok(mut interrupt) => drop(interrupt.recv().await),
            Err(_) => std::future::pending().await,
        }
    }
}
