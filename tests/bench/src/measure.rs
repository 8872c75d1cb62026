//! Runs all scenarios. Within each run the servers take turns, so that other work of the machine
//! affects all of them.

use std::time::{Duration, Instant};

use crate::plan::{Plan, Stalls};
use crate::results::{Case, Metric, Results, Scenario};
use crate::scenario::open::write_log;
use crate::scenario::storm::{Missed, Storm};
use crate::scenario::{ack, fanout, files, idle, open, storm};
use crate::server::{Kind, Programs};

/// A pause between two servers, in which the connections of the first one are closed.
const BREATHER: Duration = Duration::from_millis(300);

/// How many times our slow readers, and the chat beside files, are measured in each run: with such
/// a short time, the 99th percentile varies by half.
const SLOW_REPEATS: usize = 2;

/// The options for a whole measurement.
pub(crate) struct Measurement<'a> {
    pub(crate) programs: &'a Programs,
    pub(crate) plan: Plan,
    /// No further run starts after this time.
    pub(crate) until: Instant,
    /// Only scenarios whose name contains this are run.
    pub(crate) only: Option<String>,
    pub(crate) results: Results,
}

impl Measurement<'_> {
    pub(crate) fn run(&mut self) -> anyhow::Result<()> {
        let (plan, programs) = (self.plan.clone(), self.programs);
        for _ in 0..plan.runs {
            self.fanouts(&plan);
            self.storms(&plan);
            self.slow_readers(&plan);
            for kind in programs.kinds() {
                self.one((Scenario::Idle, plan.idle, kind), || idle::run(programs, kind, plan.idle));
            }
            self.files(&plan);
            self.one((Scenario::Ack, 0, Kind::Flatchat), || ack::run(programs, plan.ack));
        }
        self.logs(&plan)
    }

    fn fanouts(&mut self, plan: &Plan) {
        let programs = self.programs;
        for &size in &plan.sizes {
            for kind in programs.kinds() {
                let (paced, burst) = (plan.paced(size), plan.burst(kind, size));
                self.one((Scenario::Paced, size, kind), || fanout::run(programs, kind, paced));
                self.one((Scenario::Burst, size, kind), || fanout::run(programs, kind, burst));
            }
        }
    }

    fn storms(&mut self, plan: &Plan) {
        let programs = self.programs;
        let storm = |missed| Storm { subscribers: plan.storm, messages: plan.missed, missed };
        let kinds = [
            (Scenario::Storm, Kind::Nchan, Missed::AsTheyAre),
            (Scenario::Storm, Kind::Flatchat, Missed::AsTheyAre),
            (Scenario::StormFromFile, Kind::Flatchat, Missed::InTheFile),
        ];
        for (scenario, kind, missed) in kinds {
            if programs.kinds().contains(&kind) {
                self.one((scenario, plan.storm, kind), || storm::run(programs, kind, storm(missed)));
            }
        }
    }

    fn slow_readers(&mut self, plan: &Plan) {
        let (programs, readers) = (self.programs, plan.slow_readers());
        let cases = [
            (Scenario::Slow, Kind::Nchan, Stalls::Some, 1),
            (Scenario::Slow, Kind::Flatchat, Stalls::Some, SLOW_REPEATS),
            (Scenario::SlowNone, Kind::Flatchat, Stalls::None, SLOW_REPEATS),
        ];
        for (scenario, kind, stalls, repeats) in cases {
            if programs.kinds().contains(&kind) {
                for _ in 0..repeats {
                    self.one((scenario, readers, kind), || fanout::run(programs, kind, plan.slow(stalls)));
                }
            }
        }
    }

    fn files(&mut self, plan: &Plan) {
        let (programs, transfers) = (self.programs, plan.files);
        for kind in programs.kinds_with_files() {
            self.one((Scenario::Files, 0, kind), || files::speeds(programs, kind, transfers));
        }
        let (guests, chat) = (plan.slow_readers(), plan.paced(plan.slow_readers()));
        for _ in 0..SLOW_REPEATS {
            self.one((Scenario::FilesChatNone, guests, Kind::Flatchat), || {
                fanout::run(programs, Kind::Flatchat, chat)
            });
            self.one((Scenario::FilesChat, guests, Kind::Flatchat), || {
                files::chat(programs, chat, transfers)
            });
        }
        self.one((Scenario::FilesMemory, 0, Kind::Flatchat), || files::memory(programs, transfers));
    }

    fn logs(&mut self, plan: &Plan) -> anyhow::Result<()> {
        let sizes = [
            (Scenario::Empty, 0),
            (Scenario::Million, plan.log_lines),
            (Scenario::Gigabyte, plan.big_log_lines),
        ];
        for (scenario, lines) in sizes {
            if !self.wants(scenario) {
                continue;
            }
            let folder = self.programs.folder()?;
            write_log(&folder.path().join("chat.txt"), lines)?;
            let programs = self.programs;
            self.one((scenario, lines, Kind::Flatchat), || open::run(programs, folder.path()));
        }
        Ok(())
    }

    fn wants(&self, scenario: Scenario) -> bool {
        let name = format!("{scenario:?}").to_lowercase();
        self.only.as_ref().is_none_or(|only| only.to_lowercase().split(',').any(|one| name.starts_with(one)))
    }

    fn one(&mut self, case: Case, run: impl FnOnce() -> anyhow::Result<Vec<(Metric, f64)>>) {
        let (scenario, size, kind) = case;
        if !self.wants(scenario) {
            return;
        }
        let name = format!("{scenario:?}, {size}, {}", kind.name().trim_matches('*'));
        if Instant::now() > self.until {
            self.results.failures.push(format!("{name}: no time left"));
            return;
        }
        let begun = Instant::now();
        match run() {
            Ok(figures) => {
                let shown: Vec<_> =
                    figures.iter().map(|(metric, value)| format!("{metric:?} {value:.2}")).collect();
                eprintln!("{name} ({:.1} s): {}", begun.elapsed().as_secs_f64(), shown.join(", "));
                self.results.add(case, &figures);
            }
            Err(error) => {
                eprintln!("{name}: {error:#}");
                self.results.failures.push(format!("{name}: {error:#}"));
            }
        }
        std::thread::sleep(BREATHER);
    }
}
