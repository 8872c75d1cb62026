//! A room under load for a long time: five hundred guests join, leave, sleep, speak, flood and send
//! rubbish over real sockets while the server is killed now and then.
//!
//! `make soak` and `make soak MINUTES=30` run it. With `--page FILE`, it writes the results into
//! that page. It ends by itself, listens only on loopback, and its exit code shows whether every
//! promise was kept.
//!
//! | file | content |
//! |---|---|
//! | `plan` | the length, the numbers of guests, and the times of the kills |
//! | `guests` | the honest guests |
//! | `nuisance` | the guests and strangers who disturb |
//! | `chain` | the chain of a stream's entries, each directly after the one before |
//! | `ledger` | the acknowledged texts, and the comparison with the file |
//! | `vitals` | memory, descriptors and threads of the server |
//! | `report` | the results in words |

mod chain;
mod guests;
mod ledger;
mod nuisance;
mod plan;
mod report;
mod vitals;

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use flatchat_tests::Server;
use tokio::task::{JoinSet, LocalSet};

use plan::{Count, Plan, SAMPLE_EVERY, Soak};
use report::Report;
use vitals::Vitals;

/// One thread runs all guests. The machine's other threads are for the server.
#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let plan = Plan::from_args();
    println!("{plan}; FLATCHAT_SEED={}", plan.seed);
    let report = LocalSet::new().run_until(soak(&plan)).await;
    println!("{report}");
    if let Some(page) = &plan.page {
        report.write_into(page);
    }
    if report.is_good() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

async fn soak(plan: &Plan) -> Report {
    let mut server = Server::start(&plan.server_args());
    let soak = Arc::new(Soak::new(&server));
    let mut vitals = Vitals::before(&server);
    let (mut readers, mut others) = (JoinSet::new(), JoinSet::new());
    guests::spawn_readers(&soak, plan.crowd, &mut readers);
    guests::spawn_talkers(&soak, plan.crowd, &mut others);
    nuisance::spawn_all(&soak, plan.crowd, &mut others);
    let begun = Instant::now();
    for at in plan.kills() {
        tokio::time::sleep(at.saturating_sub(begun.elapsed())).await;
        server.kill9();
        server.start_again();
        soak.count(Count::Kills);
        println!("{:>4} s: killed and started again", begun.elapsed().as_secs());
    }
    // The last life is the longest, in which the test checks what does not come back.
    let acknowledged_before = soak.counted(Count::Acknowledged);
    while begun.elapsed() < plan.lasts {
        vitals.sample(&server);
        tokio::time::sleep(SAMPLE_EVERY).await;
    }
    soak.end_talk();
    let mut faults = faults_of(others).await;
    soak.end_at(server.log().len() as u64);
    faults.extend(faults_of(readers).await);
    // Names survive a kill, and keys do not.
    let keys = soak.counted(Count::Acknowledged) - acknowledged_before;
    vitals.after(&server, soak.counted(Count::Joins), keys).await;
    let file = soak.ledger.compare(&server.log());
    Report { plan: plan.clone(), counts: soak.counts(), faults, file, vitals }
}

/// Waits until all tasks are done, and returns their faults.
async fn faults_of(mut tasks: JoinSet<()>) -> Vec<String> {
    let mut faults = Vec::new();
    while let Some(ended) = tasks.join_next().await {
        faults.extend(ended.err().map(|error| error.to_string()));
    }
    faults
}
