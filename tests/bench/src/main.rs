//! `flatchat-bench` puts load on `flatchat-server`, on the yardstick `limit` and, if it is
//! installed, on nginx with nchan, all in one run. The figures go to `docs/performance.md`. It runs
//! only on Linux, because it reads /proc.
//!
//! | module | content |
//! |---|---|
//! | `measure`, `plan` | what is run, in which order, and how much of it |
//! | `scenario` | the scenarios that servers are put through |
//! | `fleet`, `publish`, `client` | subscribers, publishers, single requests |
//! | `tally`, `process`, `results` | received messages, costs, and all figures |
//! | `report`, `goals`, `document` | the page with the figures |
//! | `transfer` | files on their way |
//! | `server`, `nginx`, `nchan`, `machine` | the servers and the machine |
//! | `http`, `frames`, `address` | HTTP, event streams and connections |

mod address;
mod client;
mod document;
mod fleet;
mod frames;
mod goals;
mod http;
mod machine;
mod measure;
mod nchan;
mod nginx;
mod plan;
mod process;
mod publish;
mod report;
mod results;
mod scenario;
mod server;
mod tally;
mod transfer;

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use clap::Parser;

use measure::Measurement;
use plan::Plan;
use results::Results;
use server::Programs;

/// Measures the server, the yardstick and, if it is installed, nchan.
#[derive(Debug, Parser)]
#[command(version, about)]
struct Args {
    /// Run a small measurement, once.
    #[arg(long)]
    quick: bool,

    /// The number of runs, instead of the planned one.
    #[arg(long)]
    runs: Option<usize>,

    /// Run only scenarios whose name begins with one of these: paced, burst, idle, storm, slow,
    /// ack, files, empty, million, gigabyte.
    #[arg(long, value_name = "NAME,…")]
    only: Option<String>,

    /// Use only these numbers of subscribers in paced and burst scenarios.
    #[arg(long, value_name = "N,…", value_delimiter = ',')]
    sizes: Option<Vec<NonZeroUsize>>,

    /// The page whose figures are replaced. Without it, the figures are only printed.
    #[arg(long, value_name = "FILE")]
    page: Option<PathBuf>,

    /// The folder in which servers may write. Its disk is the one that is measured.
    #[arg(long, value_name = "DIR", default_value = "target/bench")]
    scratch: PathBuf,

    /// The server to measure. By default, this is the one beside this program.
    #[arg(long, value_name = "FILE")]
    server: Option<PathBuf>,

    /// No run starts after this many seconds.
    #[arg(long, default_value_t = 840)]
    within_secs: u64,
}

fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    ensure!(cfg!(target_os = "linux"), "measuring needs Linux: it reads /proc");
    #[cfg(unix)]
    rlimit::increase_nofile_limit(u64::MAX)?;
    let programs = find_programs(&args)?;
    let mut plan = if args.quick { Plan::quick() } else { Plan::full() };
    plan.runs = args.runs.unwrap_or(plan.runs);
    plan.sizes = args.sizes.map_or(plan.sizes, |sizes| sizes.into_iter().map(NonZeroUsize::get).collect());
    let machine = machine::describe(&programs.scratch);
    let load = machine::load();
    eprintln!("{machine}; load {load}");
    let until = Instant::now() + Duration::from_secs(args.within_secs);
    let mut measurement =
        Measurement { programs: &programs, plan, until, only: args.only, results: Results::default() };
    measurement.run()?;
    ensure!(!measurement.results.is_empty(), "nothing was measured: --help lists what --only may name");
    let report = report::report(&measurement.results, &measurement.plan, &machine);
    println!("{report}");
    match args.page {
        Some(page) => write(&page, &report),
        None => Ok(()),
    }
}

fn find_programs(args: &Args) -> anyhow::Result<Programs> {
    std::fs::create_dir_all(&args.scratch)?;
    let beside = std::env::current_exe()?;
    let beside = beside.parent().context("this program lies in no folder")?;
    let nchan = nchan::Installed::find();
    if nchan.is_none() {
        eprintln!("nginx with nchan is not installed: measured without it");
    }
    let flatchat = args.server.clone().unwrap_or_else(|| beside.join("flatchat-server"));
    ensure!(flatchat.exists(), "{} is not there: build flatchat-server first", flatchat.display());
    Ok(Programs { flatchat, limit: beside.join("limit"), nchan, scratch: args.scratch.clone() })
}

fn write(page: &PathBuf, report: &str) -> anyhow::Result<()> {
    let old = std::fs::read_to_string(page).with_context(|| format!("cannot read {}", page.display()))?;
    Ok(std::fs::write(page, document::replace(&old, report)?)?)
}
